package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
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
    void asJsonEachFindingIsAnObject() throws Exception {
        String file = file("bad.yaml", BAD);

        terminal.run("check", file, "--format", "json", "--only", "log-group-no-retention");

        assertThat(terminal.exit()).isEqualTo(1);
        Node report = Node.parse(terminal.out());
        assertThat(report.number("files")).isEqualTo(1);
        assertThat(report.at("unreadable").items()).isEmpty();
        Node finding = report.at("findings").items().getFirst();
        assertThat(finding.text("file")).isEqualTo(file);
        assertThat(finding.number("line")).isEqualTo(3);
        assertThat(finding.text("rule")).isEqualTo("log-group-no-retention");
        assertThat(finding.text("severity")).isEqualTo("low");
        assertThat(finding.text("resource")).isEqualTo("Logs");
        assertThat(finding.text("instead")).isEqualTo("RetentionInDays: 30");
    }

    @Test
    void asSarifTheFingerprintStaysWhenALineIsAdded() throws Exception {
        terminal.run("check", file("bad.yaml", BAD), "--format", "sarif");
        Node before = Node.parse(terminal.out()).at("runs").items().getFirst();
        terminal.run("check", file("bad.yaml", "# a line more\n" + BAD), "--format", "sarif");
        Node after = Node.parse(terminal.out()).at("runs").items().getFirst();

        assertThat(before.at("tool", "driver", "rules").items())
                .extracting(rule -> rule.text("id"))
                .contains("bucket-policy-broad", "runtime-deprecated");
        for (int i = 0; i < 2; i++) {
            Node one = before.at("results").items().get(i);
            Node two = after.at("results").items().get(i);
            assertThat(two.at("partialFingerprints").toString())
                    .isEqualTo(one.at("partialFingerprints").toString());
            assertThat(line(two)).isEqualTo(line(one) + 1);
        }
    }

    private static long line(Node result) {
        return result.at("locations")
                .items()
                .getFirst()
                .number("physicalLocation", "region", "startLine");
    }

    @Test
    void whatIsWrongWithATemplateItselfIsAFinding() throws IOException {
        String file = file("odd.yaml", "Resources:\n  A: { Type: X, Properties: { B: !Ref C } }\n");

        terminal.run("check", file);

        assertThat(terminal.out())
                .startsWith(
                        file
                                + ":2:34  medium  amends-template\n  C is neither a parameter nor a resource.\n");
        assertThat(terminal.exit()).isEqualTo(1);
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
