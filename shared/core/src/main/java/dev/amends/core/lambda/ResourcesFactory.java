package dev.amends.core.lambda;

import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources;
import java.time.Clock;

/**
 * Makes a guardrail's AWS side: for its function, and for a rehearsal that may read, which finds it
 * by {@link java.util.ServiceLoader}.
 *
 * @param <S> the state it reads
 */
public interface ResourcesFactory<S extends ResourceState> {

    /** The guardrail's id. */
    String guardrail();

    /** The AWS side, with clients of its own. */
    Resources<S> resources(Clients clients, Clock clock);
}
