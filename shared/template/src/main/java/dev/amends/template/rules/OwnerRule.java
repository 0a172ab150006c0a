package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stack whose tags do not say whose it is. CloudFormation gives the tags of a stack to what it
 * makes, so one tag there is enough for all.
 */
public final class OwnerRule implements Rule {
    private static final String TAGS = "tags";
    private static final String USUAL = "owner";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "missing-owner",
                    "Stack that nobody owns",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "you can actually have everybody rotate out",
                    Map.of(
                            TAGS,
                            "Keys of the tags that a stack must have, with commas between them; otherwise "
                                    + USUAL));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Map<String, String> tags = review.stack().tags();
        if (tags == null) {
            return List.of();
        }
        Set<String> there =
                tags.entrySet().stream()
                        .filter(tag -> !tag.getValue().isBlank())
                        .map(tag -> tag.getKey().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        List<String> missing =
                Options.list(review.option(INFO, TAGS, USUAL)).stream()
                        .filter(key -> !there.contains(key.toLowerCase(Locale.ROOT)))
                        .toList();
        return missing.isEmpty()
                ? List.of()
                : List.of(
                        Violation.ofStack(
                                INFO,
                                "The stack has no tag %s. When the team has moved on, nobody will know whose this is, or why it is kept; what a stack is tagged with, its resources get, too."
                                        .formatted(String.join(" and no tag ", missing))));
    }
}
