package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import dev.amends.template.RuleInfo;
import dev.amends.template.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code amends rules} and {@code amends explain}. */
class ExplainTest {
    @TempDir Path folder;

    @Test
    void every_rule_is_listed_once_with_severity_and_title() {
        Shell shell = new Shell(folder).run("rules");

        assertThat(shell.out().lines()).hasSize(Rules.infos().size() + 1);
        assertThat(shell.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "ID SEVERITY SINCE TITLE",
                        "runtime-deprecated medium 0.1.0 Lambda runtime that ends");
        assertThat(shell.exit()).isZero();
    }

    @Test
    void as_json_each_rule_is_an_object() throws Exception {
        Node rules = Node.parse(new Shell(folder).run("rules", "--format", "json").out());

        assertThat(rules.at("rules").items())
                .extracting(Node::toString)
                .contains(
                        "{\"id\":\"runtime-deprecated\",\"title\":\"Lambda runtime that ends\",\"severity\":\"medium\",\"security\":false,\"since\":\"0.1.0\",\"offByDefault\":false,\"options\":{},\"page\":\"docs/guardrails/runtime-deprecated.md\"}");
    }

    @Test
    void every_rule_is_explained_by_its_page() throws Exception {
        for (RuleInfo info : Rules.infos()) {
            Shell shell = new Shell(folder).run("explain", info.id());

            assertThat(shell.exit()).isZero();
            assertThat(shell.out())
                    .as(info.id())
                    .startsWith("# ")
                    .isEqualTo(Files.readString(Path.of("../../docs").resolve(info.page())));
        }
    }

    @Test
    void a_misspelt_rule_is_one_line_with_a_guess() {
        Shell shell = new Shell(folder).run("explain", "runtime-depricated");

        assertThat(shell.err())
                .isEqualTo(
                        "amends: there is no rule runtime-depricated; did you mean runtime-deprecated?\n");
        assertThat(shell.exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "rules", "explain"})
    void every_command_has_help(String command) {
        Shell shell = new Shell(folder).run(command, "--help");

        assertThat(shell.out()).startsWith("Usage: amends " + command);
        assertThat(shell.exit()).isZero();
    }

    @Test
    void without_a_command_it_shows_what_there_is() {
        Shell shell = new Shell(folder).run();

        assertThat(shell.err()).contains("check", "rules", "explain");
        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.run("--version").out()).matches("amends \\d+\\.\\d+\\.\\d+\n");
    }
}
