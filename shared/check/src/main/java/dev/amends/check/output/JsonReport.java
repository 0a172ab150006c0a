package dev.amends.check.output;

import dev.amends.check.Checked;
import dev.amends.check.Finding;
import dev.amends.check.Report;
import dev.amends.check.terminal.Text;
import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * For programs; docs/check.md says what each field means. Fields are added, never changed: what
 * would change one raises {@code version}.
 */
final class JsonReport {
    private static final int VERSION = 1;

    private JsonReport() {}

    static String of(Report report) {
        List<Object> findings = new ArrayList<>();
        List<Object> unreadable = new ArrayList<>();
        List<Object> gone = new ArrayList<>();
        for (Checked file : report.files()) {
            report.told(file).forEach(each -> findings.add(finding(report, file, each)));
            Checked.Unreadable why = file.unreadable();
            if (why != null) {
                Map<String, Object> error = new LinkedHashMap<>();
                error.put("file", file.name());
                error.put("line", why.at().line());
                error.put("column", why.at().column());
                error.put("why", why.why());
                unreadable.add(error);
            }
        }
        for (Report.Gone each : report.gone()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("file", each.file());
            entry.put("rule", each.key().rule());
            entry.put("resource", each.key().resource());
            entry.put("path", each.key().path());
            gone.add(entry);
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", VERSION);
        root.put("files", report.files().stream().map(Checked::name).toList());
        root.put("findings", findings);
        root.put("unreadable", unreadable);
        root.put("gone", gone);
        return Text.cleanJson(Node.write(root)) + "\n";
    }

    private static Map<String, Object> finding(Report report, Checked file, Finding each) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("file", file.name());
        finding.put("line", each.violation().at().line());
        finding.put("column", each.violation().at().column());
        finding.put("rule", each.violation().rule());
        finding.put("severity", TextReport.name(each.violation().severity()));
        finding.put("resource", each.violation().logicalId());
        finding.put("path", each.violation().path());
        finding.put("sentence", each.violation().sentence());
        if (each.violation().snippet() != null) {
            finding.put("instead", each.violation().snippet());
        }
        finding.put("fingerprint", Fingerprint.of(each));
        finding.put("standing", each.standing().name().toLowerCase(Locale.ROOT));
        finding.put("fails", report.fails(each));
        if (each.standing() == Finding.Standing.IGNORED) {
            finding.put("reason", each.reason());
            if (each.until() != null) {
                finding.put("until", each.until().toString());
            }
        }
        return finding;
    }
}
