package dev.amends.template.machine;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Position;
import java.util.List;

/**
 * Something wrong with how a state machine deals with errors.
 *
 * @param state the first state it is about
 * @param sentence what is wrong and what follows from it; it begins with lower case or a state's
 *     name, so that the machine's own name can go before it: "In Orders, …"
 * @param retriable the errors to try again, where that is the matter; otherwise none
 */
public record Fault(Kind kind, String state, Position at, String sentence, List<String> retriable) {

    /** What is wrong. */
    public enum Kind {
        /** Nothing is tried again. */
        NO_RETRY(Severity.MEDIUM),
        /** What comes and goes is not among what is tried again. */
        NARROW_RETRY(Severity.MEDIUM),
        /** Nothing is caught, and nobody is told. */
        NO_CATCH(Severity.MEDIUM),
        /** {@code States.ALL} where it may not stand. */
        MISPLACED_ALL(Severity.MEDIUM),
        /** Something before it takes all that it is for. */
        UNREACHED(Severity.MEDIUM),
        /** It leads back to what failed, or nowhere. */
        LEADS_ASTRAY(Severity.MEDIUM),
        /** Nothing ends the wait for an answer from outside. */
        NO_TIMEOUT(Severity.MEDIUM),
        /** It waits for hours between two tries. */
        LONG_WAIT(Severity.LOW);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        /** How grave it is. */
        public Severity severity() {
            return severity;
        }
    }
}
