package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir Path folder;
    private Shell shell;

    @BeforeEach
    void start() {
        shell = new Shell(folder);
    }

    @Test
    void every_finding_has_its_place_its_line_and_a_sentence() {
        shell.write("bad.yaml", Shell.BAD).run("check", "bad.yaml");

        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.out().lines())
                .containsExactly(
                        "bad.yaml:3:3  low  log-group-no-retention",
                        "  Without RetentionInDays, the log group Logs keeps its logs for ever, and you pay for them for ever.",
                        "      3 |   Logs:",
                        "        |   ^",
                        "  Instead: RetentionInDays: 30",
                        "",
                        "bad.yaml:8:17  medium  function-url-public",
                        "  Anyone on the internet can call Url through its function URL by default, if its policy says so, too.",
                        "      8 |       AuthType: !Ref Auth",
                        "        |                 ^",
                        "  Instead: AuthType: AWS_IAM",
                        "",
                        "2 findings in 1 file: 1 medium, 1 low.");
    }

    @Test
    void without_a_file_it_reviews_the_template_that_is_here() {
        shell.write("template.yml", Shell.BAD).write("template.json", Shell.FINE).run("check");

        assertThat(shell.out()).endsWith("2 findings in 2 files: 1 medium, 1 low.\n");
        assertThat(shell.exit()).isEqualTo(1);
    }

    @Test
    void without_a_file_and_without_a_template_it_says_so() {
        shell.write("other.yaml", Shell.BAD).run("check");

        assertThat(shell.err())
                .isEqualTo(
                        "amends: there is no template.yaml, template.yml or template.json here; name a file\n");
        assertThat(shell.exit()).isEqualTo(2);
    }

    @Test
    void fail_on_decides_about_the_exit_code_and_nothing_else() {
        shell.write("bad.yaml", Shell.BAD);

        assertThat(shell.run("check", "bad.yaml", "--fail-on", "medium").exit()).isEqualTo(1);
        assertThat(shell.run("check", "bad.yaml", "--fail-on", "high").exit()).isZero();
        assertThat(shell.run("check", "bad.yaml", "--fail-on", "never").exit()).isZero();
        assertThat(shell.out()).endsWith("2 findings in 1 file: 1 medium, 1 low.\n");
    }

    @Test
    void only_and_skip_choose_the_rules() {
        shell.write("bad.yaml", Shell.BAD);

        shell.run("check", "bad.yaml", "--only", "function-url-public");
        assertThat(shell.out()).endsWith("1 finding in 1 file: 1 medium.\n");
        shell.run("check", "bad.yaml", "--skip", "function-url-public,log-group-no-retention");
        assertThat(shell.out()).isEqualTo("No findings in 1 file.\n");
        assertThat(shell.exit()).isZero();
    }

    @Test
    void what_is_left_alone_for_a_rule_that_is_skipped_is_not_called_useless() {
        shell.write(
                        "logs.yaml",
                        """
                        Resources:
                          # amends:ignore log-group-no-retention reason="audit"
                          Logs: { Type: AWS::Logs::LogGroup }
                        """)
                .run("check", "logs.yaml", "--skip", "log-group-no-retention");

        assertThat(shell.out()).isEqualTo("No findings in 1 file.\n");
    }

    @Test
    void what_is_left_alone_is_counted() {
        shell.write(
                        "logs.yaml",
                        """
                        Resources:
                          # amends:ignore log-group-no-retention reason="audit"
                          Logs: { Type: AWS::Logs::LogGroup }
                        """)
                .run("check", "logs.yaml");

        assertThat(shell.out()).isEqualTo("No findings in 1 file; 1 left alone with a reason.\n");
        assertThat(shell.exit()).isZero();
    }

    @Test
    void a_wish_that_is_over_by_today_does_not_count() {
        shell.write(
                "logs.yaml",
                """
                Resources:
                  # amends:ignore log-group-no-retention reason="audit" until=2026-12-31
                  Logs: { Type: AWS::Logs::LogGroup }
                """);

        assertThat(shell.run("check", "logs.yaml").exit()).isZero();
        assertThat(shell.run("check", "logs.yaml", "--today", "2027-01-01").exit()).isEqualTo(1);
        assertThat(shell.out())
                .contains("amends-ignore\n  This does not count: it ended on 2026-12-31.\n");
    }

    @Test
    void a_misspelt_rule_is_wrong_use_wherever_it_stands() {
        shell.write("bad.yaml", Shell.BAD);

        shell.run("check", "bad.yaml", "--only", "function-url-publik");
        assertThat(shell.err())
                .isEqualTo(
                        "amends: there is no rule function-url-publik; did you mean function-url-public?\n");
        assertThat(shell.exit()).isEqualTo(2);
        shell.run("check", "bad.yaml", "--skip", "nothing-like-it");
        assertThat(shell.err())
                .isEqualTo("amends: there is no rule nothing-like-it; amends rules lists them\n");
        shell.run("check", "bad.yaml", "--option", "function-url-publik.x=1");
        assertThat(shell.err()).contains("did you mean function-url-public?");
        shell.run("check", "bad.yaml", "--option", "function-url-public.x=1");
        assertThat(shell.err()).isEqualTo("amends: nothing can be set for function-url-public\n");
        shell.run("check", "bad.yaml", "--option", "x=1");
        assertThat(shell.err()).isEqualTo("amends: --option must be RULE.NAME=VALUE, not x\n");
    }

    @Test
    void a_misspelt_option_is_one_line() {
        shell.run("check", "--fail-no", "high");
        assertThat(shell.err())
                .isEqualTo(
                        "amends: there is no option --fail-no; did you mean --fail-on?; see 'amends check --help'\n");
        assertThat(shell.exit()).isEqualTo(2);

        assertThat(shell.run("check", "--fail-on").err())
                .isEqualTo(
                        "amends: --fail-on needs a value, SEVERITY; see 'amends check --help'\n");
        assertThat(shell.run("check", "--open-only=yes").err())
                .isEqualTo("amends: --open-only takes no value; see 'amends check --help'\n");
        assertThat(shell.run("check", "--fail-on=grave").err())
                .isEqualTo("amends: --fail-on must be low or medium or high or never, not grave\n");
        assertThat(shell.run("check", "--today", "tomorrow").err())
                .isEqualTo("amends: --today must be a day such as 2027-01-31, not tomorrow\n");
        assertThat(shell.run("check", "--output", "xml=a").err())
                .isEqualTo("amends: --output must be text or json or sarif or junit, not xml\n");
        assertThat(shell.run("chek").err())
                .isEqualTo(
                        "amends: there is no command chek; did you mean check?; see 'amends --help'\n");
    }

    @Test
    void options_may_stand_anywhere_and_behind_two_dashes_are_only_files() {
        shell.write("--odd.yaml", Shell.FINE)
                .write("bad.yaml", Shell.BAD)
                .run("check", "bad.yaml", "--fail-on=HIGH", "--", "--odd.yaml");

        assertThat(shell.exit()).isZero();
        assertThat(shell.out()).endsWith("2 findings in 2 files: 1 medium, 1 low.\n");
    }

    @Test
    void what_cannot_be_read_is_said_with_its_place_and_the_others_are_reviewed() {
        shell.write("broken.yaml", "Resources: [\n  }\n")
                .write("bad.yaml", Shell.BAD)
                .run("check", "broken.yaml", "none.yaml", "bad.yaml");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.out())
                .startsWith("broken.yaml:2:3  could not be reviewed: it is not YAML: ")
                .contains("none.yaml:1:1  could not be reviewed: there is no such file\n")
                .contains("bad.yaml:3:3  low  log-group-no-retention\n")
                .endsWith(
                        "2 findings in 3 files: 1 medium, 1 low; 2 of the files could not be reviewed.\n");
    }

    @Test
    void text_that_is_not_utf_8_and_endless_text_are_unreadable() throws Exception {
        java.nio.file.Files.write(
                folder.resolve("latin.yaml"), new byte[] {'A', ':', ' ', (byte) 0xE4});
        shell.write("endless.yaml", "A: " + "a".repeat(5_000_000))
                .run("check", "latin.yaml", "endless.yaml");

        assertThat(shell.out())
                .contains("latin.yaml:1:1  could not be reviewed: it is not UTF-8 text\n")
                .contains(
                        "endless.yaml:1:1  could not be reviewed: it is longer than any template, 5000000 bytes\n");
        assertThat(shell.exit()).isEqualTo(2);
    }

    @Test
    void what_is_piped_in_is_a_file_like_any_other() {
        shell.pipe(Shell.BAD).run("check", "-", "--fail-on", "high");

        assertThat(shell.out()).startsWith("-:3:3  low  log-group-no-retention\n");
        assertThat(shell.exit()).isZero();
    }

    @Test
    void a_report_goes_into_a_file_beside_what_is_printed() {
        shell.write("bad.yaml", Shell.BAD)
                .run(
                        "check",
                        "bad.yaml",
                        "--output",
                        "json=out/report.json",
                        "--output",
                        "junit=out/report.xml");

        assertThat(shell.out()).endsWith("2 findings in 1 file: 1 medium, 1 low.\n");
        assertThat(shell.read("out/report.json")).startsWith("{\"version\":1,");
        assertThat(shell.read("out/report.xml")).startsWith("<?xml version=\"1.0\"");
    }

    @Test
    void names_and_lines_from_a_template_cannot_move_the_cursor() {
        shell.write(
                        "bad.yaml",
                        "Resources:\n  \"Lo\\e[2Jgs\": { Type: AWS::Logs::LogGroup } # \u202E \u001B[31m\n"
                                .replace("\u001B", ""))
                .run("check", "bad.yaml");

        assertThat(shell.out()).contains("the log group Lo?[2Jgs keeps").doesNotContain("\u202E");
        assertThat(shell.out().chars()).allMatch(c -> c == '\n' || c >= ' ');
    }

    @Test
    void in_the_middle_of_a_long_line_the_place_is_still_shown() {
        String filler = "\"X\": \"" + "x".repeat(300) + "\", ";
        shell.write(
                        "bad.json",
                        "{\"Resources\": {\"Logs\": {"
                                + filler
                                + "\"Type\": \"AWS::Lambda::Url\","
                                + "\"Properties\": {\"AuthType\": \"NONE\"}}}}")
                .run("check", "bad.json", "--only", "function-url-public");

        String[] lines = shell.out().lines().toArray(String[]::new);
        assertThat(lines[2]).hasSizeLessThan(150).contains("\"AuthType\": \"NONE\"");
        assertThat(lines[2].charAt(lines[3].indexOf('^'))).isEqualTo('"');
        assertThat(lines[2].substring(lines[3].indexOf('^'))).startsWith("\"NONE\"");
    }

    @Test
    void colour_is_for_terminals_and_can_be_switched_off() {
        shell.write("bad.yaml", Shell.BAD);

        assertThat(shell.run("check", "bad.yaml").out()).doesNotContain("\033");
        shell.terminal = true;
        assertThat(shell.run("check", "bad.yaml").out()).contains("\033[1mmedium\033[0m");
        assertThat(shell.run("check", "bad.yaml", "--color", "never").out()).doesNotContain("\033");
        shell.environment.put("NO_COLOR", "1");
        assertThat(shell.run("check", "bad.yaml").out()).doesNotContain("\033");
    }

    @Test
    void what_is_wrong_with_a_template_itself_is_a_finding_and_can_be_left_alone() {
        shell.write("odd.yaml", "Resources:\n  A: { Type: X, Properties: { B: !Ref C } }\n")
                .run("check", "odd.yaml");
        assertThat(shell.out())
                .startsWith(
                        "odd.yaml:2:34  medium  amends-template\n  C is neither a parameter nor a resource.\n");
        assertThat(shell.exit()).isEqualTo(1);

        shell.write(
                        "odd.yaml",
                        "Resources:\n  A: { Type: X, Properties: { B: !Ref C } } # amends:ignore amends-template reason=\"a macro makes C\"\n")
                .run("check", "odd.yaml");
        assertThat(shell.exit()).isZero();
    }
}
