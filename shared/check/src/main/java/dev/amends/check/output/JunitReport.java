package dev.amends.check.output;

import dev.amends.check.Checked;
import dev.amends.check.Finding;
import dev.amends.check.Report;
import dev.amends.template.Violation;
import java.util.List;

/**
 * For the test reports of a CI server: a suite for each file, a failed test for each finding. Names
 * hold no lines, so that a server can follow a test through time.
 *
 * @see <a href="https://docs.gitlab.com/ci/testing/unit_test_reports/">GitLab, unit test
 *     reports</a>
 */
final class JunitReport {
    private final Report report;
    private final StringBuilder xml = new StringBuilder();

    private JunitReport(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        JunitReport junit = new JunitReport(report);
        junit.xml.append(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"amends\">\n");
        report.files().forEach(junit::suite);
        return junit.xml.append("</testsuites>\n").toString();
    }

    private void suite(Checked file) {
        List<Finding> told = report.told(file);
        long failures = told.stream().filter(report::fails).count();
        long skipped = told.stream().filter(each -> !each.open()).count();
        boolean unreadable = file.unreadable() != null;
        xml.append(
                "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">%n"
                        .formatted(
                                escaped(file.name()),
                                Math.max(1, told.size()),
                                failures,
                                unreadable ? 1 : 0,
                                skipped)
                        .replace("\r\n", "\n"));
        Checked.Unreadable why = file.unreadable();
        if (why != null) {
            test(
                    file,
                    "can be reviewed",
                    "      <error message=\"%s\">%s</error>\n"
                            .formatted(
                                    escaped(why.why()),
                                    escaped(
                                            "%s:%d:%d"
                                                    .formatted(
                                                            file.name(),
                                                            why.at().line(),
                                                            why.at().column()))));
        } else if (told.isEmpty()) {
            test(file, "no findings", "");
        }
        told.forEach(finding -> test(file, name(finding), outcome(file, finding)));
        xml.append("  </testsuite>\n");
    }

    private void test(Checked file, String name, String outcome) {
        xml.append(
                "    <testcase classname=\"%s\" name=\"%s\" file=\"%s\""
                        .formatted(escaped(file.name()), escaped(name), escaped(file.uri())));
        xml.append(outcome.isEmpty() ? "/>\n" : ">\n" + outcome + "    </testcase>\n");
    }

    private String outcome(Checked file, Finding finding) {
        String sentence = escaped(finding.violation().sentence());
        return switch (finding.standing()) {
            case IGNORED ->
                    "      <skipped message=\"left alone: %s\"/>\n"
                            .formatted(escaped(finding.reason()));
            case KNOWN -> "      <skipped message=\"in the baseline: %s\"/>\n".formatted(sentence);
            case OPEN ->
                    report.fails(finding)
                            ? "      <failure type=\"%s\" message=\"%s\">%s</failure>\n"
                                    .formatted(
                                            TextReport.name(finding.violation().severity()),
                                            sentence,
                                            escaped(details(file, finding.violation())))
                            : "      <system-out>%s</system-out>\n"
                                    .formatted(escaped(details(file, finding.violation())));
        };
    }

    private static String details(Checked file, Violation violation) {
        return "%s:%d:%d %s%s"
                .formatted(
                        file.name(),
                        violation.at().line(),
                        violation.at().column(),
                        violation.sentence(),
                        violation.snippet() == null ? "" : "\nInstead:\n" + violation.snippet());
    }

    private static String name(Finding finding) {
        Finding.Key key = finding.key();
        return key.rule()
                + (key.resource().isEmpty() ? "" : " " + key.resource())
                + (key.path().isEmpty() ? "" : "." + key.path())
                + (finding.number() == 1 ? "" : " #" + finding.number());
    }

    /** XML 1.0 has no way to write most control characters; they become question marks. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '&' -> escaped.append("&amp;");
                        case '"' -> escaped.append("&quot;");
                        case '\n' -> escaped.append("&#10;");
                        case '\t' -> escaped.append("&#9;");
                        default -> escaped.appendCodePoint(allowed(c) ? c : '?');
                    }
                });
        return escaped.toString();
    }

    private static boolean allowed(int c) {
        return (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }
}
