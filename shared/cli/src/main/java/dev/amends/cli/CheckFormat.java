package dev.amends.cli;

import java.util.List;

/** How {@code amends check} says what it found. */
enum CheckFormat {
    TEXT,
    JSON,
    SARIF;

    String write(List<Checked> checked) {
        return switch (this) {
            case TEXT -> CheckText.of(checked);
            case JSON -> CheckJson.of(checked);
            case SARIF -> CheckSarif.of(checked);
        };
    }
}
