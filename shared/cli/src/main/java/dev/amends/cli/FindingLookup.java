package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.guardrail.About;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.State;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the finding that somebody means: by its id or the beginning of it, its key, or an ARN. */
final class FindingLookup {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{4,32}");

    /** So many are named when an answer is not clear. */
    private static final int NAMED = 5;

    private final FindingBook book;
    private final List<About> abouts;
    private @Nullable List<Finding> all;

    FindingLookup(FindingBook book, List<About> abouts) {
        this.book = book;
        this.abouts = abouts;
    }

    /** The part of a finding's key that tells it from the guardrail's others. */
    static String hash(Finding finding) {
        return finding.key().substring(finding.key().lastIndexOf('#') + 1);
    }

    /** What people type: long enough that two hardly ever share it. */
    static String id(Finding finding) {
        return hash(finding).substring(0, 8);
    }

    /**
     * The finding that is meant.
     *
     * @param guardrail only this guardrail's; null for any
     * @throws Cannot when there is none, or more than one
     */
    Finding find(String given, @Nullable String guardrail) throws Cannot {
        List<Finding> found = new ArrayList<>();
        if (given.startsWith("arn:")) {
            found.addAll(byArn(given, guardrail));
        } else if (Keys.isFinding(given)) {
            Finding one = book.find(given);
            if (one != null) {
                found.add(one);
            }
        } else if (ID.matcher(given).matches()) {
            for (Finding each : all()) {
                if (hash(each).startsWith(given) && fits(each, guardrail)) {
                    found.add(each);
                }
            }
        } else {
            throw Cannot.because(
                    given
                            + " is no finding: give an id as 'amends findings' prints it, or the resource's ARN");
        }
        if (found.isEmpty()) {
            throw Cannot.because(
                    "there is no finding %s here; 'amends findings --all' lists them, 'amends why ARN' tells why there is none"
                            .formatted(given));
        }
        if (found.size() > 1) {
            throw Cannot.because(
                    "%s is not clear, it fits %d findings: %s; %s"
                            .formatted(
                                    given,
                                    found.size(),
                                    named(found),
                                    given.startsWith("arn:")
                                            ? "name the guardrail with --guardrail"
                                            : "give more of the id"));
        }
        return found.getFirst();
    }

    private List<Finding> byArn(String given, @Nullable String guardrail) {
        ResourceName resource = ResourceName.parse(given);
        List<Finding> found = new ArrayList<>();
        if (resource == null) {
            return found;
        }
        for (About about : abouts) {
            Finding one =
                    guardrail == null || guardrail.equals(about.id())
                            ? book.find(resource.key(about.id()))
                            : null;
            if (one != null) {
                found.add(one);
            }
        }
        if (found.isEmpty() && !resource.whole()) {
            // Some ARNs name no account and no Region; findings of such resources are searched.
            for (Finding each : all()) {
                if (each.subject().target().arn().equals(resource.arn()) && fits(each, guardrail)) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    private static boolean fits(Finding finding, @Nullable String guardrail) {
        return guardrail == null || guardrail.equals(finding.subject().guardrail());
    }

    private List<Finding> all() {
        List<Finding> known = all;
        if (known == null) {
            known = book.inStates(List.of(State.values()));
            all = known;
        }
        return known;
    }

    private static String named(List<Finding> found) {
        List<String> names =
                found.stream()
                        .limit(NAMED)
                        .map(f ->
                                "%s (%s, %s)"
                                        .formatted(
                                                hash(f),
                                                f.subject().guardrail(),
                                                f.subject().target().name()))
                        .toList();
        return String.join(", ", names) + (found.size() > NAMED ? ", …" : "");
    }
}
