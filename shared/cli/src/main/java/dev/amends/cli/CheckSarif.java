package dev.amends.cli;

import dev.amends.core.guardrail.Severity;
import dev.amends.core.json.Node;
import dev.amends.template.Position;
import dev.amends.template.Rule;
import dev.amends.template.Rules;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Violation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For code scanning: SARIF 2.1.0.
 *
 * @see <a
 *     href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">docs.oasis-open.org,
 *     SARIF version 2.1.0</a>
 */
final class CheckSarif {
    private CheckSarif() {}

    static String of(List<Checked> checked) {
        List<Object> results = new ArrayList<>();
        List<Object> notifications = new ArrayList<>();
        for (Checked file : checked) {
            file.violations().forEach(violation -> results.add(result(file.file(), violation)));
            UnreadableTemplate why = file.unreadable();
            if (why != null) {
                notifications.add(
                        Map.of(
                                "level",
                                "error",
                                "message",
                                text("It could not be reviewed: " + why.getMessage()),
                                "locations",
                                List.of(Map.of("physicalLocation", place(file.file(), why.at())))));
            }
        }
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver()));
        run.put(
                "invocations",
                List.of(
                        Map.of(
                                "executionSuccessful",
                                notifications.isEmpty(),
                                "toolExecutionNotifications",
                                notifications)));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", results);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return Text.cleanJson(Node.write(log)) + "\n";
    }

    private static Map<String, Object> driver() {
        List<Object> rules = new ArrayList<>();
        for (Rule rule : Rules.all()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            if (rule.info().security()) {
                properties.put("security-severity", score(rule.info().severity()));
                properties.put("tags", List.of("security"));
            }
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("id", rule.info().id());
            described.put("shortDescription", text(rule.info().title()));
            described.put("help", text("docs/" + rule.info().page()));
            described.put("defaultConfiguration", Map.of("level", level(rule.info().severity())));
            described.put("properties", properties);
            rules.add(described);
        }
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "amends");
        driver.put("semanticVersion", Amends.Version.number());
        driver.put("rules", rules);
        return driver;
    }

    private static Map<String, Object> result(String file, Violation violation) {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", place(file, violation.at()));
        if (!violation.logicalId().isEmpty()) {
            location.put(
                    "logicalLocations",
                    List.of(Map.of("name", violation.logicalId(), "kind", "resource")));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", violation.rule());
        result.put("level", level(violation.severity()));
        result.put("message", text(violation.sentence()));
        result.put("locations", List.of(location));
        result.put("partialFingerprints", Map.of("amends/v1", fingerprint(violation)));
        return result;
    }

    /** By rule, resource and path, never by line: the same after a line was added above. */
    private static String fingerprint(Violation violation) {
        String text =
                String.join(
                        "\n",
                        violation.rule(),
                        violation.logicalId(),
                        String.join(".", violation.path()));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Map<String, Object> place(String file, Position at) {
        return Map.of(
                "artifactLocation",
                artifact(file),
                "region",
                Map.of("startLine", at.line(), "startColumn", at.column()));
    }

    /** Relative to where the command runs, which in CI is the repository's root. */
    private static Map<String, Object> artifact(String file) {
        Path here = Path.of("").toAbsolutePath();
        Path path = here.resolve(file).normalize();
        return path.startsWith(here)
                ? Map.of(
                        "uri",
                        here.relativize(path).toString().replace('\\', '/').replace(" ", "%20"),
                        "uriBaseId",
                        "%SRCROOT%")
                : Map.of("uri", path.toUri().toString());
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
        };
    }

    /** On GitHub's scale, where 7.0 and more is high. */
    private static String score(Severity severity) {
        return switch (severity) {
            case HIGH -> "8.0";
            case MEDIUM -> "5.0";
            case LOW -> "2.0";
        };
    }
}
