package dev.amends.core.guardrail;

/** What a guardrail makes of a change before anything is read: no AWS call happens without one. */
public sealed interface Suspicion {

    /** The change cannot be this mistake. */
    record None(String why) implements Suspicion {}

    /** It may be: look at this resource. */
    record On(Target target) implements Suspicion {}

    /** It may be, but the record does not say which resource it is about. */
    record Unclear(String reason, String check) implements Suspicion {}
}
