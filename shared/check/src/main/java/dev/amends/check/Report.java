package dev.amends.check;

import dev.amends.check.terminal.Exit;
import dev.amends.core.guardrail.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that came of one run.
 *
 * @param gone what is in the baseline and was not found any more; empty without a baseline
 * @param failOn from which severity on a finding fails the run; null when none does
 * @param docs where the folder docs is published, with a slash at its end; null when nobody said
 * @param openOnly whether what does not count is left out of the reports for programs
 * @param colour whether the text may be coloured
 */
public record Report(
        List<Checked> files,
        List<Gone> gone,
        @Nullable Severity failOn,
        @Nullable String docs,
        boolean openOnly,
        boolean colour) {

    /** What is in the baseline and is not there any more. */
    public record Gone(String file, Finding.Key key) {}

    /** Whether a finding is so grave that the run fails. */
    public boolean fails(Finding finding) {
        return finding.open()
                && failOn != null
                && finding.violation().severity().compareTo(failOn) >= 0;
    }

    /** The findings of a file that a report for programs tells of. */
    public List<Finding> told(Checked file) {
        return openOnly ? file.open() : file.findings();
    }

    /** How many findings have that standing. */
    public long count(Finding.Standing standing) {
        return files.stream()
                .flatMap(file -> file.findings().stream())
                .filter(finding -> finding.standing() == standing)
                .count();
    }

    int exit() {
        if (files.stream().anyMatch(file -> file.unreadable() != null)) {
            return Exit.CANNOT;
        }
        return files.stream().flatMap(file -> file.findings().stream()).anyMatch(this::fails)
                ? Exit.REFUSED
                : Exit.DONE;
    }
}
