package dev.amends.rehearse;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Target;
import java.time.Instant;

/** What is noticed beside the outcomes. */
interface Notes {

    /** Somebody set another value over a fix. */
    void fought(About guardrail, Target target, Change by);

    /**
     * A mistake that was really there came to its end without Amends.
     *
     * @param gone whether because the resource went
     */
    void ended(About guardrail, Target target, Instant since, Change by, boolean gone);
}
