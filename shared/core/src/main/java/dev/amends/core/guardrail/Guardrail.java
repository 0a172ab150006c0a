package dev.amends.core.guardrail;

import dev.amends.core.change.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows one mistake. Pure: no AWS client, no clock (time is an argument), no environment, so that
 * past events can be judged like present ones and every judgement can be tested as an example.
 *
 * @param <S> the state it reads of a resource
 */
public interface Guardrail<S extends ResourceState> {

    About about();

    /** Whether this change may be the mistake, and on which resource. Most changes end here. */
    Suspicion suspect(Change change);

    /**
     * Whether this change says too little for a card, and another record of the same operation may
     * still come that says more. While the change is young it is then not even read.
     */
    default boolean waits(Change change) {
        return false;
    }

    /**
     * Whether the state read cannot be what this change left behind: either the read is staler than
     * the event, or something happened since. Looked at again while the change is young.
     *
     * @param state null when the resource was not found
     */
    boolean contradicts(Change change, @Nullable S state);

    /**
     * Whether the change can be what this resource has been through. One that cannot is late,
     * repeated or forged: nothing is fixed unasked on its word.
     */
    default boolean fits(Change change, S state) {
        return true;
    }

    /**
     * The state as it is to be judged. For a resource that has many mistakes at once, those that
     * nobody wants to hear of are left out here; the others judge without asking what is wished.
     */
    default S asWished(S state, Wishes wishes) {
        return state;
    }

    /** What to think of the state. */
    Verdict judge(S state, Instant now);

    /** What settles an open finding of a resource whose state is fine, as a sentence. */
    default String settled(S state) {
        return "Put right by its owner.";
    }

    /** Why the settings want this resource left alone, if they do. */
    Optional<String> spared(S state, Options options);

    /** What would mend it, best first; empty when only a person can. */
    List<Remedy> remedies(S state, Options options, Instant now);

    /**
     * The fields that this change set on purpose, null meaning "removed". Empty when it set none of
     * those this guardrail would set. What somebody chose is not overwritten.
     */
    Map<String, @Nullable String> chosen(Change change);
}
