package dev.amends.restore;

import java.util.function.Supplier;

/**
 * An event that the function was not primed with, the answers it gets, and how it must end.
 *
 * @param name a sentence
 * @param payload what Lambda hands in; made when it is handed in, as it carries the time
 * @param expect what the function's log must say, so that no count is that of another way
 * @param failsInvocation whether Lambda is told that the invocation failed
 */
record Sample(
        Function function,
        String name,
        Supplier<String> payload,
        Supplier<Answers> answers,
        String expect,
        boolean failsInvocation) {

    Sample(
            Function function,
            String name,
            Supplier<String> payload,
            Supplier<Answers> answers,
            String expect) {
        this(function, name, payload, answers, expect, false);
    }

    /** The same, where the invocation itself fails: the classes are then those of the runtime. */
    Sample failing() {
        return new Sample(function, name, payload, answers, expect, true);
    }

    @Override
    public String toString() {
        return function.id() + ": " + name;
    }
}
