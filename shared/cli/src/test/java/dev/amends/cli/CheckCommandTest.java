package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String BAD =
            """
            Parameters: { Auth: { Type: String, Default: NONE } }
            Resources:
              Logs:
                Type: AWS::Logs::LogGroup
              Url:
                Type: AWS::Lambda::Url
                Properties:
                  AuthType: !Ref Auth
            """;

    @TempDir Path folder;
    private final Terminal terminal = new Terminal(new AmendsTest.NoAws());

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void everyFindingHasItsPlaceItsLineAndASentence() throws IOException {
        String file = file("bad.yaml", BAD);

        terminal.run("check", file);

        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.out().lines())
                .containsExactly(
                        file + ":3:3  low  log-group-no-retention",
                        "  Without RetentionInDays, the log group Logs keeps its logs for ever, and you pay for them for ever.",
                        "      3 |   Logs:",
                        "        |   ^",
                        "  Instead: RetentionInDays: 30",
                        "",
                        file + ":8:17  medium  function-url-public",
                        "  Anyone on the internet can call Url through its function URL by default, if its policy says so, too.",
                        "      8 |       AuthType: !Ref Auth",
                        "        |                 ^",
                        "  Instead: AuthType: AWS_IAM",
                        "",
                        "2 findings in 1 file: 1 medium, 1 low.");
    }

    @Test
    void parametersThresholdsAndChosenRulesDecideWhatCounts() throws IOException {
        String file = file("bad.yaml", BAD);

        terminal.run("check", file, "--parameter", "Auth=AWS_IAM", "--fail-on", "medium");
        assertThat(terminal.exit()).isZero();
        assertThat(terminal.out()).endsWith("1 finding in 1 file: 1 low.\n");

        terminal.run("check", file, "--only", "function-url-public", "--fail-on", "high");
        assertThat(terminal.exit()).isZero();
        assertThat(terminal.out()).endsWith("1 finding in 1 file: 1 medium.\n");

        terminal.run("check", file, "--skip", "function-url-public,log-group-no-retention");
        assertThat(terminal.exit()).isZero();
        assertThat(terminal.out()).isEqualTo("No findings in 1 file.\n");
    }

    @Test
    void aFileThatIsNoTemplateIsSaidWithItsPlaceAndTheOthersAreReviewed() throws IOException {
        String broken = file("broken.yaml", "Resources: [\n  }\n");
        String fine = file("fine.json", "{\"Resources\": {}}");

        terminal.run("check", broken, fine);

        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.out())
                .startsWith(broken + ":2:3  could not be reviewed: it is not YAML: ")
                .endsWith("No findings in 2 files.\n");
    }

    @Test
    void standardInputIsAFileLikeAnyOther() {
        terminal.pipe(BAD).run("check", "-", "--fail-on", "high");

        assertThat(terminal.exit()).isZero();
        assertThat(terminal.out()).startsWith("-:3:3  low  log-group-no-retention");
    }

    @Test
    void aMisspeltRuleAndAMissingFileAreWrongUse() {
        terminal.run("check", "-", "--only", "log-groups");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err())
                .contains("there is no rule log-groups; there are bucket-policy-broad");

        terminal.run("check", folder.resolve("none.yaml").toString());
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).contains("none.yaml cannot be read");
    }

    @Test
    void ourOwnTemplateHasNoFindings() {
        terminal.run("check", "../../template.yaml");

        assertThat(terminal.out()).isEqualTo("No findings in 1 file.\n");
        assertThat(terminal.exit()).isZero();
    }
}
