package dev.amends.stacks;

import dev.amends.core.guardrail.Severity;
import dev.amends.core.json.Node;
import dev.amends.template.RuleInfo;
import dev.amends.template.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is wrong with a value in the settings; what is misspelt would quietly do nothing. */
final class SettingsCheck {
    private SettingsCheck() {}

    static Optional<String> severity(Node value) {
        String given = value.textOr("").toUpperCase(Locale.ROOT);
        return Arrays.stream(Severity.values()).anyMatch(each -> each.name().equals(given))
                ? Optional.empty()
                : Optional.of("must be low, medium or high");
    }

    static Optional<String> patterns(Node value) {
        return texts(value) ? Optional.empty() : Optional.of("must be a list of name patterns");
    }

    static Optional<String> rules(Node value) {
        if (!texts(value)) {
            return Optional.of("must be a list of rules' ids");
        }
        List<String> known = Rules.infos().stream().map(RuleInfo::id).toList();
        return value.texts().stream()
                .filter(id -> !known.contains(id))
                .findFirst()
                .map(id -> "there is no rule " + id);
    }

    static Optional<String> settings(Node value) {
        if (!texts(value)) {
            return Optional.of("must be a list of RULE.NAME=VALUE");
        }
        return value.texts().stream()
                .filter(line -> !settable(line))
                .findFirst()
                .map(line -> "no rule has that setting: " + line);
    }

    private static boolean settable(String line) {
        int end = line.indexOf('=');
        int dot = line.indexOf('.');
        return dot > 0
                && end > dot
                && Rules.infos().stream()
                        .filter(info -> info.id().equals(line.substring(0, dot).strip()))
                        .anyMatch(info ->
                                info.options().containsKey(line.substring(dot + 1, end).strip()));
    }

    private static boolean texts(Node value) {
        return value.isList() && value.texts().size() == value.items().size();
    }
}
