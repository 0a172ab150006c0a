package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    @TempDir Path folder;
    private Shell shell;

    @BeforeEach
    void write_a_baseline() {
        shell =
                new Shell(folder)
                        .write(".git/HEAD", "")
                        .write("bad.yaml", Shell.BAD)
                        .run("check", "bad.yaml", "--write-baseline", "known.json");
    }

    @Test
    void it_is_written_line_by_line_and_holds_no_line_numbers() {
        assertThat(shell.exit()).isZero();
        assertThat(shell.err()).isEqualTo("2 findings are in known.json now.\n");
        assertThat(shell.out()).isEqualTo("No findings in 1 file; 2 in the baseline.\n");
        assertThat(shell.read("known.json"))
                .isEqualTo(
                        """
                        {
                          "version": 1,
                          "findings": [
                            {"file":"bad.yaml","rule":"function-url-public","resource":"Url","path":"AuthType"},
                            {"file":"bad.yaml","rule":"log-group-no-retention","resource":"Logs","path":"RetentionInDays"}
                          ]
                        }
                        """);
    }

    @Test
    void what_is_in_it_does_not_count_even_when_it_moves() {
        shell.write("bad.yaml", "# a line more\n" + Shell.BAD)
                .run("check", "bad.yaml", "--baseline", "known.json");

        assertThat(shell.exit()).isZero();
        assertThat(shell.out()).isEqualTo("No findings in 1 file; 2 in the baseline.\n");
    }

    @Test
    void it_holds_wherever_in_the_repository_the_command_runs() {
        shell.write("sub/x", "")
                .cd("sub")
                .run("check", "../bad.yaml", "--baseline", "../known.json");

        assertThat(shell.exit()).isZero();
    }

    @Test
    void what_is_new_counts() {
        shell.write("bad.yaml", Shell.BAD + "  More: { Type: AWS::Logs::LogGroup }\n")
                .run("check", "bad.yaml", "--baseline", "known.json");

        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.out())
                .contains("the log group More keeps")
                .endsWith("1 finding in 1 file: 1 low; 2 in the baseline.\n");
    }

    @Test
    void the_same_in_another_file_is_new() {
        shell.write("copy.yaml", Shell.BAD).run("check", "copy.yaml", "--baseline", "known.json");

        assertThat(shell.exit()).isEqualTo(1);
    }

    @Test
    void a_second_of_the_same_kind_at_the_same_place_is_new() {
        String policy =
                """
                Resources:
                  P:
                    Type: AWS::S3::BucketPolicy
                    Properties:
                      Bucket: b
                      PolicyDocument:
                        Statement:
                """;
        String open =
                "          - {Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/%s'}\n";
        shell.write("p.yaml", policy + open.formatted("a"))
                .run("check", "p.yaml", "--write-baseline", "known.json")
                .write("p.yaml", policy + open.formatted("a") + open.formatted("b"))
                .run("check", "p.yaml", "--baseline", "known.json");

        assertThat(shell.out()).endsWith("1 finding in 1 file: 1 high; 1 in the baseline.\n");
    }

    @Test
    void what_is_gone_is_told_and_fails_nothing() {
        shell.write("bad.yaml", Shell.BAD.replace("Default: NONE", "Default: AWS_IAM"))
                .run("check", "bad.yaml", "--baseline", "known.json");

        assertThat(shell.exit()).isZero();
        assertThat(shell.out())
                .isEqualTo(
                        """
                        Gone since the baseline: bad.yaml  function-url-public  Url.AuthType
                        No findings in 1 file; 1 in the baseline; 1 gone since the baseline.
                        """);
    }

    @Test
    void what_was_not_looked_at_is_not_called_gone() {
        shell.write("fine.json", Shell.FINE).run("check", "fine.json", "--baseline", "known.json");
        assertThat(shell.out()).isEqualTo("No findings in 1 file.\n");

        shell.run("check", "bad.yaml", "--skip", "function-url-public", "--baseline", "known.json");
        assertThat(shell.out()).isEqualTo("No findings in 1 file; 1 in the baseline.\n");
    }

    @Test
    void one_that_is_missing_or_something_else_is_wrong_use() {
        shell.run("check", "bad.yaml", "--baseline", "none.json");
        assertThat(shell.err())
                .isEqualTo(
                        "amends: the baseline none.json: there is no such file; --write-baseline makes one\n");
        assertThat(shell.exit()).isEqualTo(2);

        shell.write("odd.json", "{\"a\": 1}").run("check", "bad.yaml", "--baseline", "odd.json");
        assertThat(shell.err())
                .isEqualTo(
                        "amends: the baseline odd.json is not of a kind that this version writes (version 1)\n");
        shell.write("odd.json", "a").run("check", "bad.yaml", "--baseline", "odd.json");
        assertThat(shell.err()).startsWith("amends: the baseline odd.json is no JSON: ");
    }
}
