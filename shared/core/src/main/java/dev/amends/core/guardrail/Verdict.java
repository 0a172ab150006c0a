package dev.amends.core.guardrail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a guardrail thinks of a resource's present state, with the sentence a person reads. */
public sealed interface Verdict {

    String sentence();

    /** Nothing to mend. */
    record Compliant(String sentence) implements Verdict {}

    /**
     * The mistake is there.
     *
     * @param sentence what is wrong and what follows from it
     * @param cost what it costs, where that can be said; otherwise null
     * @param advice what a person can paste to put it right, such as a narrower policy; otherwise
     *     null
     * @param mistakes what it is made of, worst first, where the resource can have several mistakes
     *     at once; otherwise empty
     */
    record Violating(
            String sentence,
            Severity severity,
            @Nullable String cost,
            @Nullable String advice,
            List<Mistake> mistakes)
            implements Verdict {

        /** A violation without anything to paste. */
        public Violating(String sentence, Severity severity, @Nullable String cost) {
            this(sentence, severity, cost, null);
        }

        /** A single mistake. */
        public Violating(
                String sentence,
                Severity severity,
                @Nullable String cost,
                @Nullable String advice) {
            this(sentence, severity, cost, advice, List.of());
        }
    }

    /**
     * It cannot be told. Reported and counted; never compliant, never fixed.
     *
     * @param check what a person should look at
     */
    record Unknown(String sentence, String check) implements Verdict {}
}
