package dev.amends.cli;

import java.util.Locale;

/**
 * One thing that was looked at to explain why something happened or did not.
 *
 * @param topic what was looked at, in a word
 * @param text what it showed, and what to do where there is something to do; a sentence
 */
record Found(Weight weight, String topic, String text) {

    /** What it means for the question. */
    enum Weight {
        /** Nothing stands in the way here. */
        FINE,
        /** This explains it. */
        REASON,
        /** It could not be looked at. */
        UNKNOWN,
        /** Worth knowing. */
        NOTE
    }

    static Found fine(String topic, String text) {
        return new Found(Weight.FINE, topic, text);
    }

    static Found reason(String topic, String text) {
        return new Found(Weight.REASON, topic, text);
    }

    static Found unknown(String topic, String text) {
        return new Found(Weight.UNKNOWN, topic, text);
    }

    static Found note(String topic, String text) {
        return new Found(Weight.NOTE, topic, text);
    }

    boolean isReason() {
        return weight == Weight.REASON;
    }

    /** As a line with columns. */
    String line() {
        return "%-8s %-10s %s".formatted(weight.name().toLowerCase(Locale.ROOT), topic, text);
    }
}
