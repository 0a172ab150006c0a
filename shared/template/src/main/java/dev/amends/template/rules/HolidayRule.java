package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Violation;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change of production when nobody will be there to mend it. Says so, and never stops it. */
public final class HolidayRule implements Rule {
    private static final String FREEZE = "freeze";
    private static final String TAG = "tag";
    private static final String USUAL =
            "env=prod,env=production,environment=prod,environment=production";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "ship-before-holiday",
                    "Change of production before everyone leaves",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "You ship it and then go off on your Christmas holiday, right?",
                    Map.of(
                            FREEZE,
                            "Days on which production is left alone, with commas between them: 2026-12-24, or 2026-12-19..2027-01-04; otherwise none.",
                            TAG,
                            "Tags of a stack that mark production, with commas between them; otherwise "
                                    + USUAL));

    /**
     * Days from one to another.
     *
     * @param to included
     */
    private record Span(LocalDate from, LocalDate to) {
        boolean has(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        if (!Options.marked(review.stack().tags(), review.option(INFO, TAG, USUAL))) {
            return List.of();
        }
        for (String days : Options.list(review.option(INFO, FREEZE, ""))) {
            Optional<Span> span = span(days);
            if (span.isEmpty()) {
                return List.of(
                        Violation.ofStack(
                                INFO,
                                "%s is no day and no span of days such as 2026-12-19..2027-01-04, so it is not known when to leave production alone."
                                        .formatted(days)));
            }
            if (span.get().has(review.today())) {
                return List.of(
                        Violation.ofStack(
                                INFO,
                                "Production is left alone until %s, and today is %s. Whoever deploys now should be there afterwards to mend it."
                                        .formatted(span.get().to(), review.today())));
            }
        }
        return List.of();
    }

    private static Optional<Span> span(String text) {
        String[] ends = text.split("\\.\\.", 2);
        try {
            LocalDate from = LocalDate.parse(ends[0].strip());
            return Optional.of(
                    new Span(from, ends.length == 1 ? from : LocalDate.parse(ends[1].strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
