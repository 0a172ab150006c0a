package dev.amends.check.output;

import dev.amends.check.Report;

/** How {@code amends check} says what it found. */
public enum Format {
    /** For people. */
    TEXT,

    /** For programs; docs/check.md says what each field means. */
    JSON,

    /** For code scanning. */
    SARIF,

    /** For the test reports of a CI server. */
    JUNIT;

    /** The report in this format, with a line break at its end. */
    public String write(Report report) {
        return switch (this) {
            case TEXT -> TextReport.of(report);
            case JSON -> JsonReport.of(report);
            case SARIF -> SarifReport.of(report);
            case JUNIT -> JunitReport.of(report);
        };
    }
}
