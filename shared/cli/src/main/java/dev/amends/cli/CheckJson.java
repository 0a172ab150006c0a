package dev.amends.cli;

import dev.amends.core.json.Node;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** For programs; docs/command-line.md says what each field means. */
final class CheckJson {
    private CheckJson() {}

    static String of(List<Checked> checked) {
        List<Object> findings = new ArrayList<>();
        List<Object> unreadable = new ArrayList<>();
        for (Checked file : checked) {
            file.violations().forEach(violation -> findings.add(finding(file.file(), violation)));
            UnreadableTemplate why = file.unreadable();
            if (why != null) {
                Map<String, Object> error = new LinkedHashMap<>();
                error.put("file", file.file());
                error.put("line", why.at().line());
                error.put("column", why.at().column());
                error.put("why", String.valueOf(why.getMessage()));
                unreadable.add(error);
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("files", checked.size());
        report.put("findings", findings);
        report.put("unreadable", unreadable);
        return Text.cleanJson(Node.write(report)) + "\n";
    }

    private static Map<String, Object> finding(String file, Violation violation) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("file", file);
        finding.put("line", violation.at().line());
        finding.put("column", violation.at().column());
        finding.put("rule", violation.rule());
        finding.put("severity", violation.severity().name().toLowerCase(Locale.ROOT));
        finding.put("resource", violation.logicalId());
        finding.put("path", violation.path());
        finding.put("sentence", violation.sentence());
        if (violation.snippet() != null) {
            finding.put("instead", violation.snippet());
        }
        return finding;
    }
}
