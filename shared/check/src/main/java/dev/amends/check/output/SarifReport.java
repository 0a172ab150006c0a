package dev.amends.check.output;

import dev.amends.check.Checked;
import dev.amends.check.Finding;
import dev.amends.check.Report;
import dev.amends.check.terminal.Text;
import dev.amends.core.json.Node;
import dev.amends.template.Position;
import dev.amends.template.RuleInfo;
import dev.amends.template.Rules;
import dev.amends.template.Violation;
import java.util.ArrayList;
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
final class SarifReport {
    private static final String ROOT = "%SRCROOT%";

    private final Report report;
    private final List<Object> results = new ArrayList<>();
    private final List<Object> notifications = new ArrayList<>();
    private final List<String> rules = Rules.infos().stream().map(RuleInfo::id).toList();

    private SarifReport(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        SarifReport sarif = new SarifReport(report);
        report.files().forEach(sarif::file);
        return Text.cleanJson(Node.write(sarif.log())) + "\n";
    }

    private void file(Checked file) {
        report.told(file).forEach(finding -> results.add(result(file, finding)));
        Checked.Unreadable unreadable = file.unreadable();
        if (unreadable != null) {
            Map<String, Object> notification = new LinkedHashMap<>();
            notification.put("level", "error");
            notification.put("message", text("It could not be reviewed: " + unreadable.why()));
            notification.put(
                    "locations", List.of(Map.of("physicalLocation", place(file, unreadable.at()))));
            notifications.add(notification);
        }
    }

    private Map<String, Object> log() {
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", notifications.isEmpty());
        invocation.put("toolExecutionNotifications", notifications);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", SarifRules.driver(report.docs())));
        run.put("invocations", List.of(invocation));
        run.put(
                "originalUriBaseIds",
                Map.of(ROOT, Map.of("description", text("The root of the repository."))));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", results);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private Map<String, Object> result(Checked file, Finding finding) {
        Violation violation = finding.violation();
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", place(file, violation.at()));
        if (!violation.logicalId().isEmpty()) {
            location.put("logicalLocations", List.of(logical(violation)));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", violation.rule());
        result.put("ruleIndex", rules.indexOf(violation.rule()));
        result.put("level", SarifRules.level(violation.severity()));
        result.put("message", text(message(violation)));
        result.put("locations", List.of(location));
        result.put("partialFingerprints", Map.of("amends/v1", Fingerprint.of(finding)));
        suppression(finding, result);
        return result;
    }

    private static Map<String, Object> logical(Violation violation) {
        Map<String, Object> logical = new LinkedHashMap<>();
        logical.put("name", violation.logicalId());
        logical.put(
                "fullyQualifiedName",
                violation.path().isEmpty()
                        ? violation.logicalId()
                        : violation.logicalId() + "." + String.join(".", violation.path()));
        logical.put("kind", "resource");
        return logical;
    }

    private static String message(Violation violation) {
        return violation.snippet() == null
                ? violation.sentence()
                : violation.sentence() + "\n\nInstead:\n" + violation.snippet();
    }

    private static void suppression(Finding finding, Map<String, Object> result) {
        switch (finding.standing()) {
            case OPEN -> {}
            case KNOWN ->
                    result.put(
                            "suppressions",
                            List.of(
                                    Map.of(
                                            "kind",
                                            "external",
                                            "justification",
                                            "It is in the baseline.")));
            case IGNORED ->
                    result.put(
                            "suppressions",
                            List.of(
                                    Map.of(
                                            "kind",
                                            "inSource",
                                            "justification",
                                            finding.until() == null
                                                    ? finding.reason()
                                                    : "%s (until %s)"
                                                            .formatted(
                                                                    finding.reason(),
                                                                    finding.until()))));
        }
    }

    private static Map<String, Object> place(Checked file, Position at) {
        Map<String, Object> artifact = new LinkedHashMap<>();
        artifact.put("uri", file.uri());
        if (file.inRepository()) {
            artifact.put("uriBaseId", ROOT);
        }
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", artifact);
        place.put("region", Map.of("startLine", at.line(), "startColumn", at.column()));
        return place;
    }

    static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
