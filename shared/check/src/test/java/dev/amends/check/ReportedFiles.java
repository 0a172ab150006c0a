package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Three files in a repository: in one a finding is left alone and another counts, in one a finding
 * is in the baseline and another counts, one is no template.
 */
final class ReportedFiles {
    final Shell shell;

    ReportedFiles(Path folder) {
        shell =
                new Shell(folder)
                        .write(".git/HEAD", "")
                        .write("stacks/my app.yaml", Shell.BAD)
                        .write(
                                "stacks/left.yaml",
                                """
                                Resources:
                                  # amends:ignore log-group-no-retention reason="audit <2>" until=2027-06-30
                                  Audit: { Type: AWS::Logs::LogGroup }
                                  New: { Type: AWS::Logs::LogGroup }
                                """)
                        .write("stacks/broken.yaml", "Resources: [\n  }\n")
                        .run(
                                "check",
                                "stacks/my app.yaml",
                                "--only",
                                "log-group-no-retention",
                                "--write-baseline",
                                "known.json");
    }

    String report(String format, String... more) {
        List<String> args = new ArrayList<>(List.of("check", "--format", format));
        args.addAll(List.of("stacks/left.yaml", "stacks/my app.yaml", "stacks/broken.yaml"));
        args.addAll(List.of("--baseline", "known.json", "--fail-on", "medium"));
        args.addAll(List.of(more));
        shell.run(args.toArray(String[]::new));
        assertThat(shell.exit()).isEqualTo(2);
        return shell.out();
    }
}
