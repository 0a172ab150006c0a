package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.json.BadJson;
import dev.amends.core.settings.SettingsStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SettingsCommandsTest {
    private static final String FIX =
            "slack: {channel: \"#ops\"}\nguardrails:\n  log-group-no-retention:\n    mode: fix\n";

    @TempDir Path folder;
    private StubAws aws;
    private Terminal terminal;

    @BeforeEach
    void start() throws IOException {
        aws = new StubAws();
        terminal = new Terminal(aws);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("s.yaml"), text).toString();
    }

    private Mode modeInForce() {
        try {
            return new SettingsStore(aws.dynamo(), aws.table)
                    .read()
                    .map(s -> s.mode(watched()))
                    .orElse(Mode.FLAG);
        } catch (BadJson e) {
            throw new AssertionError(e);
        }
    }

    private static About watched() {
        return World.installed().stream()
                .<About>map(Guardrail::about)
                .filter(about -> about.id().equals(GuardrailFunction.ID))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void applyShowsWhatChangesAsksAndPutsItIntoForce() throws IOException {
        terminal.run("settings", "apply", file(FIX));

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out().lines())
                .containsExactly(
                        "Stack amends in account 111122223333, us-east-1:",
                        "  slack.channel: not set -> #ops",
                        "  guardrails.log-group-no-retention.mode: not set (flag) -> fix",
                        "Applied as rev 1. The next event is handled by it.");
        assertThat(terminal.questions).containsExactly("Apply?");
        assertThat(terminal.exit()).isZero();
        assertThat(modeInForce()).isEqualTo(Mode.FIX);
    }

    @Test
    void aSecondApplicationOfTheSameChangesNothing() throws IOException {
        terminal.run("settings", "apply", "--yes", file(FIX));
        terminal.run("settings", "apply", "--yes", file(FIX));

        assertThat(terminal.out().strip())
                .isEqualTo("Nothing changes: these settings are in force (rev 1).");
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void aNoAppliesNothing() throws IOException {
        terminal.yes = false;
        terminal.run("settings", "apply", file(FIX));

        assertThat(terminal.err().strip()).isEqualTo("amends: nothing was applied");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(modeInForce()).isEqualTo(Mode.FLAG);
    }

    @Test
    void withoutATerminalItAppliesOnlyWithYes() throws IOException {
        terminal.present = false;
        terminal.run("settings", "apply", file(FIX));

        assertThat(terminal.err())
                .contains("there is no terminal to ask at; give --yes to go ahead");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(modeInForce()).isEqualTo(Mode.FLAG);

        terminal.run("settings", "apply", "--yes", file(FIX));
        assertThat(terminal.exit()).isZero();
        assertThat(modeInForce()).isEqualTo(Mode.FIX);
    }

    @Test
    void aBadFileIsNotAppliedAndAwsIsNotAsked() throws IOException {
        terminal.run("settings", "apply", "--yes", file("guardrail: {}\n"));

        assertThat(terminal.out())
                .contains("line 1: guardrail: is not known here; did you mean guardrails?");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(modeInForce()).isEqualTo(Mode.FLAG);
    }

    @Test
    void whoAppliesWhileAnotherIsAskedWinsAndTheOtherIsTold() throws IOException {
        String mine = file(FIX);
        Terminal other = new Terminal(aws);
        String theirs =
                Files.writeString(folder.resolve("t.yaml"), "accountName: theirs\n").toString();
        terminal.whileAsked = () -> other.run("settings", "apply", "--yes", theirs);

        terminal.run("settings", "apply", mine);

        assertThat(other.exit()).isZero();
        assertThat(terminal.err())
                .startsWith("amends: nothing was applied: somebody else applied settings");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(modeInForce()).isEqualTo(Mode.FLAG);

        // The same once there are settings: the condition is then on their revision.
        terminal.run("settings", "apply", mine);
        assertThat(terminal.exit()).isEqualTo(0);
    }

    @Test
    void aRaceForALaterRevisionIsRefusedToo() throws IOException {
        String first =
                Files.writeString(folder.resolve("a.yaml"), "accountName: first\n").toString();
        String second =
                Files.writeString(folder.resolve("b.yaml"), "accountName: second\n").toString();
        Terminal other = new Terminal(aws);
        terminal.run("settings", "apply", "--yes", first);
        terminal.whileAsked = () -> other.run("settings", "apply", "--yes", second);

        terminal.run("settings", "apply", file(FIX));

        assertThat(terminal.exit()).isEqualTo(1);
        terminal.run("settings", "show");
        assertThat(terminal.out()).contains("# rev 2,").contains("accountName: second");
    }

    @Test
    void whatShowPrintsIsAFileThatChangesNothing() throws IOException {
        terminal.run("settings", "apply", "--yes", file(FIX));
        terminal.run("settings", "show");

        assertThat(terminal.out().lines().filter(line -> !line.endsWith("it flags.")))
                .containsExactly(
                        "# rev 1, applied 2026-03-01T12:00:00Z by arn:aws:iam::111122223333:user/ada",
                        "slack:",
                        "  channel: '#ops'",
                        "guardrails:",
                        "  log-group-no-retention:",
                        "    mode: fix");
        terminal.run("settings", "apply", "--yes", file(terminal.out()));
        assertThat(terminal.out()).startsWith("Nothing changes");
    }

    @Test
    void showSaysThatGuardrailsNobodyNamedFlag() throws IOException {
        terminal.run("settings", "show");
        assertThat(terminal.out())
                .startsWith(
                        "# No settings were applied yet: every guardrail flags and changes nothing.");

        terminal.run("settings", "apply", "--yes", file("accountName: a\n"));
        terminal.run("settings", "show");
        assertThat(terminal.out()).contains("# log-group-no-retention has no mode here: it flags.");
    }

    @Test
    void settingsThatCannotBeReadAreSaidAndReplaced() throws IOException {
        aws.dynamo()
                .putItem(r ->
                        r.tableName(aws.table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS("settings"),
                                                "json", AttributeValue.fromS("{"))));

        terminal.run("settings", "show");
        assertThat(terminal.out())
                .contains("# They cannot be read: every guardrail flags and changes nothing.");

        terminal.run("settings", "apply", "--yes", file(FIX));
        assertThat(terminal.exit()).isZero();
        assertThat(modeInForce()).isEqualTo(Mode.FIX);
    }

    @Test
    void aStackThatIsNotThereIsOneClearLine() {
        terminal.run("settings", "show", "--stack", "other");

        assertThat(terminal.err().strip())
                .isEqualTo(
                        "amends: there is no stack other in us-east-1: deploy Amends first, or name the right one with --stack and --region");
        assertThat(terminal.exit()).isEqualTo(2);
    }

    @Test
    void aStackThatIsNotAmendsIsOneClearLine() {
        aws.outputs.clear();
        terminal.run("settings", "show");

        assertThat(terminal.err()).startsWith("amends: stack amends has no output LedgerTable:");
        assertThat(terminal.exit()).isEqualTo(2);
    }
}
