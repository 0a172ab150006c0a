package dev.amends.core.ledger;

import dev.amends.core.guardrail.Mistake;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A violation as it was seen: the evidence an episode is opened with.
 *
 * @param incarnation tells a re-created resource from the earlier one
 * @param fingerprint the fields that verdict and remedy depend on, hashed
 * @param severity how much it matters
 * @param sentence what is wrong
 * @param cost what it costs, or null
 * @param stack the CloudFormation stack that owns the resource, or null
 * @param owner the value of the tag that names the owner, or null
 * @param cause who did it
 * @param remedy what would mend it, with before- and after-image; null when only a person can
 * @param advice what a person can paste to put it right; null when there is nothing
 * @param mistakes what the violation is made of, where it is made of several; otherwise empty
 */
public record Seen(
        String incarnation,
        String fingerprint,
        Severity severity,
        String sentence,
        @Nullable String cost,
        @Nullable String stack,
        @Nullable String owner,
        Cause cause,
        @Nullable Remedy remedy,
        @Nullable String advice,
        List<Mistake> mistakes) {

    public Seen {
        mistakes = List.copyOf(mistakes);
    }

    /** What was seen, without anything to paste. */
    public Seen(
            String incarnation,
            String fingerprint,
            Severity severity,
            String sentence,
            @Nullable String cost,
            @Nullable String stack,
            @Nullable String owner,
            Cause cause,
            @Nullable Remedy remedy) {
        this(
                incarnation,
                fingerprint,
                severity,
                sentence,
                cost,
                stack,
                owner,
                cause,
                remedy,
                null,
                List.of());
    }

    /** Whether the same violation of the same incarnation is meant. */
    public boolean same(Seen other) {
        return incarnation.equals(other.incarnation) && fingerprint.equals(other.fingerprint);
    }

    /** Whether somebody chose what was seen, rather than left it out. */
    boolean chosen() {
        return Keys.isChoice(fingerprint);
    }

    /** Whether all its mistakes were there before: some may be gone, none has come. */
    boolean within(Seen earlier) {
        List<String> left = new ArrayList<>(earlier.names());
        return incarnation.equals(earlier.incarnation)
                && !mistakes.isEmpty()
                && names().stream().allMatch(left::remove);
    }

    /** The names of its mistakes. */
    public List<String> names() {
        return mistakes.stream().map(Mistake::name).toList();
    }

    /** The same, as the work of somebody else. */
    Seen by(Cause other) {
        return new Seen(
                incarnation,
                fingerprint,
                severity,
                sentence,
                cost,
                stack,
                owner,
                other,
                remedy,
                advice,
                mistakes);
    }

    Seen with(Remedy other) {
        return new Seen(
                incarnation,
                fingerprint,
                severity,
                sentence,
                cost,
                stack,
                owner,
                cause,
                other,
                advice,
                mistakes);
    }
}
