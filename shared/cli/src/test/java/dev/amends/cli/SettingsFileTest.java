package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.ledger.Term;
import dev.amends.core.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final List<About> ALL =
            World.installed().stream().<About>map(Guardrail::about).toList();

    /** One, so that what is said of a wrong name does not grow with the guardrails. */
    private static final List<About> ABOUTS =
            ALL.stream().filter(about -> about.id().equals(GuardrailFunction.ID)).toList();

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
        var checked = SettingsFile.check(Files.readString(root().resolve(file)), ALL);

        assertThat(checked.problems()).isEmpty();
        assertThat(ALL).isNotEmpty();
        Settings settings = new Settings(checked.settings());
        for (About about : ALL) {
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
                        slack:
                          channel: "#ops"
                          escalation: "#oncall"
                          workspace: T0EXAMPLE1
                          app: A0EXAMPLE1
                          burst: 20
                          routes:
                            - {guardrail: log-group-no-retention, severity: low, channel: "#low"}
                            - {owner: payments, channel: C0PAYMENTS}
                        approvers: {users: [U0EXAMPLE1, W0EXAMPLE2], groups: [S0EXAMPLE1]}
                        approval: {expiresHours: 48, remindHours: 8}
                        ownerTag: team
                        digest: {hourUtc: 22}
                        guardrails:
                          log-group-no-retention: {mode: ask, retentionDays: 90, keep: [a*, b], keepTag: k=v, approvers: {groups: [S0EXAMPLE2]}}
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
        assertThat(settings.escalationChannel()).isEqualTo("#oncall");
        assertThat(settings.slackWorkspace()).isEqualTo("T0EXAMPLE1");
        assertThat(settings.slackApp()).isEqualTo("A0EXAMPLE1");
        assertThat(settings.burst()).isEqualTo(20);
        String id = ABOUTS.getFirst().id();
        assertThat(settings.channel(id, Severity.LOW, "payments")).isEqualTo("#low");
        assertThat(settings.channel(id, Severity.HIGH, "payments")).isEqualTo("C0PAYMENTS");
        assertThat(settings.channel(id, Severity.HIGH, "")).isEqualTo("#ops");
        assertThat(settings.approvers().users()).containsExactly("U0EXAMPLE1", "W0EXAMPLE2");
        assertThat(settings.approvers(id).groups()).containsExactly("S0EXAMPLE2");
        assertThat(settings.ownerTag()).isEqualTo("team");
        Instant now = Terminal.NOW;
        assertThat(settings.approval(now))
                .isEqualTo(
                        new Term(now.plus(Duration.ofHours(40)), now.plus(Duration.ofHours(48))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "slack: {escalation: a b} | line 1: slack.escalation: must be a channel's name or id, without spaces, not \"a b\"",
                "slack: {workspace: acme} | line 1: slack.workspace: must be a workspace's id such as T012AB3CD, not \"acme\"; it stands in the browser's address: app.slack.com/client/T…",
                "slack: {workspace: E0EXAMPLE1} | line 1: slack.workspace: must be a workspace's id such as T012AB3CD, not \"E0EXAMPLE1\"; it stands in the browser's address: app.slack.com/client/T…",
                "slack: {app: T0EXAMPLE1} | line 1: slack.app: must be an app's id such as A012AB3CD, not \"T0EXAMPLE1\"; it stands at api.slack.com/apps, under Basic Information: App ID",
                "slack: {burst: 0} | line 1: slack.burst: must be a whole number from 1 to 60, not 0",
                "slack: {burst: 61} | line 1: slack.burst: must be a whole number from 1 to 60, not 61",
                "slack: {routes: '#ops'} | line 1: slack.routes: must be a list of routes (guardrail, severity or owner, and channel), not \"#ops\"",
                "slack: {routes: [x]} | line 1: slack.routes[0]: must hold guardrail, severity, owner, channel, not \"x\"",
                "slack: {routes: [{severity: low}]} | line 1: slack.routes[0]: has no channel to go to",
                "slack: {routes: [{channel: ops}]} | line 1: slack.routes[0]: names no guardrail, severity or owner: everything would take it; that is what slack.channel is for",
                "slack: {routes: [{severity: hi, channel: ops}]} | line 1: slack.routes[0].severity: must be one of low, medium, high, not \"hi\"; did you mean high?",
                "slack: {routes: [{guardrail: log-group-no-retenton, channel: ops}]} | line 1: slack.routes[0].guardrail: must be one of log-group-no-retention, not \"log-group-no-retenton\"; did you mean log-group-no-retention?",
                "ownerTag: [a] | line 1: ownerTag: must be a text of 1 to 80 characters, not [\"a\"]",
                "approval: {expiresHours: 0} | line 1: approval.expiresHours: must be a whole number from 1 to 720, not 0",
                "approval: {expiresHours: 721} | line 1: approval.expiresHours: must be a whole number from 1 to 720, not 721",
                "approval: {expiresHours: 8, remindHours: 8} | line 1: approval.remindHours: people are reminded 8 hours before the end, so that must be less than expiresHours, which is 8",
                "approval: {expiresHours: 4} | line 1: approval: people are reminded 4 hours before the end, so that must be less than expiresHours, which is 4",
                "approval: {remindHours: 24} | line 1: approval.remindHours: people are reminded 24 hours before the end, so that must be less than expiresHours, which is 24",
                "approval: 24 | line 1: approval: must hold expiresHours, remindHours, not 24",
                "approvers: [U0EXAMPLE1] | line 1: approvers: must hold users, groups, not [\"U0EXAMPLE1\"]",
            })
    void whatSlackNeedsIsCheckedOneByOne(String file, String problem) {
        assertThat(problems(file.strip())).containsExactly(problem.strip());
    }

    private static final String WORKING = "slack: {workspace: T0EXAMPLE1, app: A0EXAMPLE1}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "users: ['@ann'] | users[0]: must be a user's id such as U012AB3CD, not \"@ann\"; in Slack, open the person's profile, then ⋮ and \"Copy member ID\"",
                "users: [ann@example.com] | users[0]: must be a user's id such as U012AB3CD, not \"ann@example.com\"; in Slack, open the person's profile, then ⋮ and \"Copy member ID\"",
                "users: [S0EXAMPLE1] | users[0]: must be a user's id such as U012AB3CD, not \"S0EXAMPLE1\"; in Slack, open the person's profile, then ⋮ and \"Copy member ID\"",
                "users: U0EXAMPLE1 | users: must be a list of Slack user ids, not \"U0EXAMPLE1\"",
                "groups: ['@platform'] | groups[0]: must be a user group's id such as S012AB3CD, not \"@platform\"; in Slack, open People, User groups, the group, then ⋮ and \"Copy group ID\"",
                "groups: [U0EXAMPLE1] | groups[0]: must be a user group's id such as S012AB3CD, not \"U0EXAMPLE1\"; in Slack, open People, User groups, the group, then ⋮ and \"Copy group ID\"",
            })
    void aSlackNameInsteadOfAnIdIsToldHowToFindTheId(String approvers, String problem) {
        assertThat(problems(WORKING + "approvers: {" + approvers.strip() + "}\n"))
                .containsExactly("line 2: approvers." + problem.strip());
        assertThat(problems(WORKING + GUARDRAIL + "approvers: {" + approvers.strip() + "}\n"))
                .containsExactly(
                        "line 4: guardrails.log-group-no-retention.approvers." + problem.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "approvers: {users: [U0EXAMPLE1]} | line 1: approvers: buttons will not work without slack.workspace and slack.app",
                "slack: {workspace: T0EXAMPLE1}\\napprovers: {groups: [S0EXAMPLE1]} | line 2: approvers: buttons will not work without slack.app",
                "slack: {app: A0EXAMPLE1}\\nguardrails: {log-group-no-retention: {approvers: {users: [U0EXAMPLE1]}}} | line 2: guardrails.log-group-no-retention.approvers: buttons will not work without slack.workspace",
            })
    void approversWithoutWorkspaceOrAppAreToldThatButtonsWillNotWork(String file, String problem) {
        assertThat(problems(file.strip().replace("\\n", "\n")))
                .containsExactly(
                        problem.strip()
                                + ": only requests of the workspace and app named there count");
    }

    @Test
    void aProblemInAListIsFoundOnItsLine() {
        assertThat(
                        problems(
                                WORKING
                                        + "approvers:\n  users:\n    - U0EXAMPLE1\n    - ann\n  groups: []\n"))
                .singleElement()
                .asString()
                .startsWith("line 5: approvers.users[1]: must be a user's id");
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
                "colour: red | line 1: colour: is not known here; allowed: accountName, docs, slack, approvers, approval, ownerTag, digest, guardrails",
                "accountName: 17 | line 1: accountName: must be a text of 1 to 80 characters, not 17",
                "accountName: | line 1: accountName: must be a text of 1 to 80 characters",
                "accountName: \"a\\nb\" | line 1: accountName: must be one line without control characters",
                "docs: example.com | line 1: docs: must be an http or https address, not \"example.com\"",
                "docs: ftp://example.com/ | line 1: docs: must be an http or https address, not \"ftp://example.com/\"",
                "docs: 'http://a b' | line 1: docs: must be an http or https address, not \"http://a b\"",
                "slack: \"#ops\" | line 1: slack: must hold channel, escalation, routes, workspace, app, burst, not \"#ops\"",
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
                "guardrails: {log-group-no-retention: fix} | line 1: guardrails.log-group-no-retention: must hold mode, approvers, retentionDays, keep, keepTag, not \"fix\"",
                "[] | line 1: must hold accountName, docs, slack, approvers, approval, ownerTag, digest, guardrails, not []",
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
