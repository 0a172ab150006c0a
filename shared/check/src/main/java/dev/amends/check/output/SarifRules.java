package dev.amends.check.output;

import dev.amends.check.Pages;
import dev.amends.check.Version;
import dev.amends.core.guardrail.Severity;
import dev.amends.template.RuleInfo;
import dev.amends.template.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What SARIF says about this tool and its rules. */
final class SarifRules {
    private SarifRules() {}

    static Map<String, Object> driver(@Nullable String docs) {
        List<Object> rules = new ArrayList<>();
        Rules.infos().forEach(info -> rules.add(rule(info, docs)));
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "amends");
        driver.put("semanticVersion", Version.number());
        driver.put("rules", rules);
        return driver;
    }

    private static Map<String, Object> rule(RuleInfo info, @Nullable String docs) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", info.id());
        rule.put("shortDescription", SarifReport.text(info.title()));
        if (docs != null) {
            rule.put("helpUri", docs + info.page());
        }
        Map<String, Object> help = new LinkedHashMap<>();
        help.put("text", info.title() + ". More: amends explain " + info.id());
        Pages.of(info.id()).ifPresent(page -> help.put("markdown", page));
        rule.put("help", help);
        rule.put(
                "defaultConfiguration",
                Map.of("enabled", !info.isOffByDefault(), "level", level(info.severity())));
        Map<String, Object> properties = new LinkedHashMap<>();
        if (info.security()) {
            properties.put("security-severity", score(info.severity()));
            properties.put("tags", List.of("security"));
        }
        rule.put("properties", properties);
        return rule;
    }

    static String level(Severity severity) {
        return switch (severity) {
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
        };
    }

    /**
     * On GitHub's scale: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, less low.
     *
     * @see <a
     *     href="https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning">SARIF
     *     support for code scanning</a>
     */
    private static String score(Severity severity) {
        return switch (severity) {
            case HIGH -> "8.0";
            case MEDIUM -> "5.0";
            case LOW -> "2.0";
        };
    }
}
