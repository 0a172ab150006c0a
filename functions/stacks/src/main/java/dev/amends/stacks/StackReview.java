package dev.amends.stacks;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Glob;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mistake;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Option;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.guardrail.Wishes;
import dev.amends.stacks.StackState.Pending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Half of the talk's failures are written in a template before anything runs. Every template that
 * is deployed is reviewed by the rules of {@code amends check}; a change set before it is executed.
 * Nothing is changed: a template is mended where it is written.
 */
public final class StackReview implements Guardrail<StackState> {
    static final String ID = "stack-review";
    private static final String KEEP = "keep";

    private static final About ABOUT =
            new About(
                    ID,
                    "Stack with mistakes in its template",
                    Mode.FLAG,
                    false,
                    "cloudformation.amazonaws.com",
                    Events.ALL,
                    List.of(
                            "cloudformation:DescribeChangeSet",
                            "cloudformation:DescribeStacks",
                            "cloudformation:GetTemplate"),
                    List.of(),
                    List.of(
                            new Option(
                                    ReviewWishes.LEAST,
                                    "low",
                                    "The least severity that is said: low, medium or high.",
                                    SettingsCheck::severity),
                            new Option(
                                    ReviewWishes.SKIP,
                                    List.of(),
                                    "Rules that are left out, by id; amends rules lists them.",
                                    SettingsCheck::rules),
                            new Option(
                                    ReviewWishes.RULES,
                                    List.of(),
                                    "Settings of rules, each RULE.NAME=VALUE; amends explain RULE says which there are.",
                                    SettingsCheck::settings),
                            new Option(
                                    KEEP,
                                    List.of(),
                                    "Names of stacks left alone; * stands for any characters.",
                                    SettingsCheck::patterns)));

    private final BooleanSupplier late;

    /** One that may take as long as it needs. */
    public StackReview() {
        this(() -> false);
    }

    /**
     * One that has to end in time.
     *
     * @param late whether there is no time to go on
     */
    StackReview(BooleanSupplier late) {
        this.late = late;
    }

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Suspicion suspect(Change change) {
        return Events.suspect(change);
    }

    /** A status names nobody; the record of the call that led to it does, and comes later. */
    @Override
    public boolean waits(Change change) {
        return change.notice() && !Events.deleted(change);
    }

    @Override
    public boolean contradicts(Change change, @Nullable StackState state) {
        if (state == null) {
            return !Events.deleted(change) && !change.eventName().equals(Events.DELETE_CHANGE_SET);
        }
        // Just made, and CloudFormation is still at it: its template comes in a moment.
        return state.missing() != null;
    }

    @Override
    public StackState asWished(StackState state, Wishes wishes) {
        return state.reviewed(Reviewer.review(state, ReviewWishes.of(wishes), late));
    }

    @Override
    public Verdict judge(StackState state, Instant now) {
        String name = state.target().name();
        if (state.status().equals(Events.ROLLED_BACK)) {
            return new Verdict.Compliant(
                    "The creation of %s was rolled back; it has no resources.".formatted(name));
        }
        StackMistakes found = state.orReviewed();
        if (found.unreadable() != null) {
            return new Verdict.Unknown(
                    "The template of %s could not be reviewed: %s"
                            .formatted(name, end(found.unreadable())),
                    "Look at it by hand, or run amends check on its source.");
        }
        List<Mistake> mistakes = found.mistakes();
        if (mistakes.isEmpty()) {
            return new Verdict.Compliant(
                    found.exempt() == 0
                            ? "Nothing was found in the template of %s.".formatted(name)
                            : "What was found in the template of %s is exempt.".formatted(name));
        }
        return new Verdict.Violating(
                sentence(state, found), mistakes.getFirst().severity(), null, null, mistakes);
    }

    @Override
    public String settled(StackState state) {
        return state.status().equals(Events.ROLLED_BACK)
                ? "Its creation was rolled back: the stack has no resources left."
                : Guardrail.super.settled(state);
    }

    private static String sentence(StackState state, StackMistakes found) {
        String name = state.target().name();
        List<Mistake> mistakes = found.mistakes();
        Pending changeSet = found.pending() == 0 ? null : state.pending();
        boolean all = found.pending() == mistakes.size();
        String whose =
                changeSet != null && all
                        ? "The change set %s of %s, %s,"
                                .formatted(changeSet.name(), name, changeSet.when())
                        : "The stack " + name;
        String what =
                mistakes.size() == 1
                        ? "%s has a mistake in its template: %s"
                                .formatted(whose, mistakes.getFirst().sentence())
                        : "%s has %d mistakes in its template: %s."
                                .formatted(whose, mistakes.size(), counts(mistakes));
        return changeSet == null || all
                ? what
                : "%s %d of them %s with the change set %s, %s."
                        .formatted(
                                what,
                                found.pending(),
                                found.pending() == 1 ? "comes" : "come",
                                changeSet.name(),
                                changeSet.when());
    }

    private static String counts(List<Mistake> mistakes) {
        List<String> counts = new ArrayList<>();
        for (Severity severity :
                List.of(Severity.values()).stream().sorted(Comparator.reverseOrder()).toList()) {
            long count = mistakes.stream().filter(each -> each.severity() == severity).count();
            if (count > 0) {
                counts.add(count + " " + severity.name().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(", ", counts);
    }

    private static String end(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    @Override
    public Optional<String> spared(StackState state, Options options) {
        return options.texts(KEEP).stream()
                .filter(pattern -> Glob.matches(pattern, state.target().name()))
                .findFirst()
                .map(pattern -> "the settings keep stacks like " + pattern);
    }

    @Override
    public List<Remedy> remedies(StackState state, Options options, Instant now) {
        return List.of();
    }

    @Override
    public Map<String, @Nullable String> chosen(Change change) {
        return Map.of();
    }
}
