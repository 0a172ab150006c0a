package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final List<About> ABOUTS =
            World.installed().stream().<About>map(Guardrail::about).toList();

    private static final String GUARDRAIL = "guardrails:\n  log-group-no-retention:\n    ";

    private static List<String> problems(String text) {
        return SettingsFile.check(text, ABOUTS).problems().stream().map(Problem::toString).toList();
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("settings.yaml"))) {
            here = here.getParent();
        }
        return here;
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings.yaml", "local/settings.yaml"})
    void whatWeShipPassesAndGivesEachGuardrailTheModeItDeclares(String file) throws IOException {
        var checked = SettingsFile.check(Files.readString(root().resolve(file)), ABOUTS);

        assertThat(checked.problems()).isEmpty();
        assertThat(ABOUTS).isNotEmpty();
        Settings settings = new Settings(checked.settings());
        for (About about : ABOUTS) {
            assertThat(checked.settings().at("guardrails").fields()).containsKey(about.id());
            assertThat(settings.mode(about)).as(about.id()).isEqualTo(about.defaultMode());
            assertThat(settings.options(about)).isPresent();
        }
    }

    @Test
    void everyFieldReachesTheCodeThatReadsIt() {
        var checked =
                SettingsFile.check(
                        """
                        accountName: production
                        docs: https://example.com/docs/
                        slack: {channel: "#ops"}
                        digest: {hourUtc: 22}
                        guardrails:
                          log-group-no-retention: {mode: ask, retentionDays: 90, keep: [a*, b], keepTag: k=v}
                        """,
                        ABOUTS);

        assertThat(checked.problems()).isEmpty();
        Settings settings = new Settings(checked.settings());
        assertThat(settings.accountName()).isEqualTo("production");
        assertThat(settings.docs()).isEqualTo("https://example.com/docs");
        assertThat(settings.slackChannel()).isEqualTo("#ops");
        assertThat(settings.digestHour()).isEqualTo(22);
        assertThat(settings.mode(ABOUTS.getFirst())).isEqualTo(Mode.ASK);
        assertThat(settings.options(ABOUTS.getFirst()).orElseThrow().number("retentionDays"))
                .isEqualTo(90);
    }

    @Test
    void offIsAWordAndNotABoolean() {
        var checked = SettingsFile.check(GUARDRAIL + "mode: off\n", ABOUTS);

        assertThat(checked.problems()).isEmpty();
        assertThat(new Settings(checked.settings()).mode(ABOUTS.getFirst())).isEqualTo(Mode.OFF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "accountname: x | line 1: accountname: is not known here; did you mean accountName?",
                "colour: red | line 1: colour: is not known here; allowed: accountName, docs, slack, digest, guardrails",
                "accountName: 17 | line 1: accountName: must be a text of 1 to 80 characters, not 17",
                "accountName: | line 1: accountName: must be a text of 1 to 80 characters",
                "accountName: \"a\\nb\" | line 1: accountName: must be one line without control characters",
                "docs: example.com | line 1: docs: must be an http or https address, not \"example.com\"",
                "docs: ftp://example.com/ | line 1: docs: must be an http or https address, not \"ftp://example.com/\"",
                "docs: 'http://a b' | line 1: docs: must be an http or https address, not \"http://a b\"",
                "slack: \"#ops\" | line 1: slack: must hold channel, not \"#ops\"",
                "slack: {chanel: x} | line 1: slack.chanel: is not known here; did you mean channel?",
                "slack: {channel: [a]} | line 1: slack.channel: must be a text of 1 to 80 characters, not [\"a\"]",
                "slack: {channel: a b} | line 1: slack.channel: must be a channel's name or id, without spaces, not \"a b\"",
                "digest: {hourUtc: 24} | line 1: digest.hourUtc: must be a whole number from 0 to 23, not 24",
                "digest: {hourUtc: -1} | line 1: digest.hourUtc: must be a whole number from 0 to 23, not -1",
                "digest: {hourUtc: 7.5} | line 1: digest.hourUtc: must be a whole number from 0 to 23, not 7.5",
                "digest: {hourUtc: '7'} | line 1: digest.hourUtc: must be a whole number from 0 to 23, not \"7\"",
                "digest: {hourUtc: 99999999999999999999} | line 1: digest.hourUtc: is too large a number",
                "guardrails: [] | line 1: guardrails: must hold log-group-no-retention, not []",
                "guardrails: {log-group-no-retenton: {}} | line 1: guardrails.log-group-no-retenton: is not known here; did you mean log-group-no-retention?",
                "guardrails: {log-group-no-retention: fix} | line 1: guardrails.log-group-no-retention: must hold mode, retentionDays, keep, keepTag, not \"fix\"",
                "[] | line 1: must hold accountName, docs, slack, digest, guardrails, not []",
                "a: *b | line 1: is not YAML: found undefined alias b",
            })
    void aBadValueIsNamedWithItsLineAndWhatIsAllowed(String file, String problem) {
        assertThat(problems(file.strip())).containsExactly(problem.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "mode: fixx | mode: must be one of off, flag, ask, fix, not \"fixx\"; did you mean fix?",
                "mode: false | mode: must be one of off, flag, ask, fix, not false",
                "mode: | mode: must be one of off, flag, ask, fix",
                "retentionDays: 31 | retentionDays: must be one of the days that CloudWatch Logs allows: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], not 31",
                "retentionDays: | retentionDays: has no value; leave the line out to get the default",
                "retentiondays: 30 | retentiondays: is not known here; did you mean retentionDays?",
                "keep: a* | keep: must be a list of name patterns, not \"a*\"",
                "keep: [1] | keep: must be a list of name patterns, not [1]",
                "keepTag: keep | keepTag: must be key=value, not \"keep\"",
            })
    void aGuardrailsOptionsAreCheckedByTheGuardrail(String line, String problem) {
        assertThat(problems(GUARDRAIL + line.strip() + "\n"))
                .containsExactly("line 3: guardrails.log-group-no-retention." + problem.strip());
    }

    @Test
    void aChannelWithoutQuotesIsExplained() {
        assertThat(problems("slack:\n  channel: #ops\n"))
                .containsExactly(
                        "line 2: slack.channel: must be a channel's name in quotes, such as \"#amends\": without them # begins a comment");
    }

    @Test
    void allProblemsAreSaidAtOnceInTheFilesOrder() {
        assertThat(problems("docs: 1\naccountName: 2\ndigest: {hourUtc: x}\n"))
                .extracting(p -> p.substring(0, 7))
                .containsExactly("line 1:", "line 2:", "line 3:");
    }

    @Test
    void aNameGivenTwiceIsRefused() {
        assertThat(problems("digest: {hourUtc: 1}\naccountName: a\ndigest: {hourUtc: 2}\n"))
                .containsExactly("line 3: digest: is given twice, first on line 1");
    }

    @Test
    void aliasesAreRefusedSoThatAFileCannotGrow() {
        assertThat(problems("accountName: &a x\ndocs: *a\n"))
                .containsExactly(
                        "line 1: docs: aliases (*name) are not supported; write the value out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "~"})
    void anEmptyFileIsNoSettings(String file) {
        assertThat(problems(file))
                .containsExactly(
                        "line 1: the file is empty; without settings every guardrail flags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: b: c", "\tx: 1", "a: 1\n--- \nb: 2", "a: \"x"})
    void whatIsNoYamlIsRefusedWithALine(String file) {
        assertThat(problems(file)).hasSize(1).first().asString().contains("is not YAML: ");
    }
}
