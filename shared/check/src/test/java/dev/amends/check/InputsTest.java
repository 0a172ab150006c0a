package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a command line means. */
class InputsTest {
    private static final String TEMPLATE = "AWSTemplateFormatVersion: 2010-09-09\nResources: {}\n";

    @TempDir Path folder;
    private Shell shell;

    @BeforeEach
    void stacks() {
        shell =
                new Shell(folder)
                        .write("stacks/a.yaml", TEMPLATE)
                        .write("stacks/deep/b.yml", TEMPLATE)
                        .write("stacks/deep/c.template", TEMPLATE)
                        .write("stacks/compose.yaml", "services: {}\n")
                        .write("stacks/README.md", "Resources AWS::\n")
                        .write("stacks/node_modules/x/d.yaml", TEMPLATE)
                        .write("stacks/.aws-sam/build/e.yaml", TEMPLATE)
                        .write("odd [1].yaml", TEMPLATE);
    }

    private List<String> reviewed(String... named) throws Exception {
        List<String> args = new ArrayList<>(List.of("check", "--format", "json"));
        args.addAll(List.of(named));
        shell.run(args.toArray(String[]::new));
        return Node.parse(shell.out()).at("files").texts();
    }

    @Test
    void of_a_folder_all_that_looks_like_a_template_but_not_what_tools_put_there()
            throws Exception {
        assertThat(reviewed("stacks"))
                .containsExactly("stacks/a.yaml", "stacks/deep/b.yml", "stacks/deep/c.template");
        assertThat(reviewed("stacks/.aws-sam")).containsExactly("stacks/.aws-sam/build/e.yaml");
    }

    @Test
    void two_stars_mean_any_depth_none_included() throws Exception {
        assertThat(reviewed("stacks/**/*.y*ml"))
                .containsExactly("stacks/a.yaml", "stacks/compose.yaml", "stacks/deep/b.yml");
        assertThat(reviewed("stacks/*.yaml"))
                .containsExactly("stacks/a.yaml", "stacks/compose.yaml");
        assertThat(reviewed("{stacks,other}/a.yaml")).containsExactly("stacks/a.yaml");
    }

    @Test
    void a_file_whose_name_looks_like_a_pattern_is_that_file() throws Exception {
        assertThat(reviewed("odd [1].yaml")).containsExactly("odd [1].yaml");
    }

    @Test
    void each_file_is_reviewed_once_however_often_it_is_named() throws Exception {
        assertThat(reviewed("stacks/a.yaml", "./stacks/a.yaml", "stacks/*.yaml", "stacks"))
                .containsExactly(
                        "stacks/a.yaml",
                        "stacks/compose.yaml",
                        "stacks/deep/b.yml",
                        "stacks/deep/c.template");
    }

    @Test
    void a_folder_linked_into_itself_ends() throws Exception {
        Files.createSymbolicLink(folder.resolve("stacks/deep/up"), folder.resolve("stacks"));

        assertThat(reviewed("stacks")).hasSize(3);
    }

    @Test
    void what_matches_nothing_is_said_and_fails() {
        shell.run("check", "none/*.yaml", "stacks/*.toml", "stacks/node_modules/x/d.yaml");

        assertThat(shell.out())
                .contains("none/*.yaml:1:1  could not be reviewed: nothing is called so\n")
                .contains("stacks/*.toml:1:1  could not be reviewed: nothing is called so\n");
        assertThat(shell.exit()).isEqualTo(2);
    }

    @Test
    void a_folder_without_templates_is_wrong_use_rather_than_clean() {
        shell.write("empty/compose.yaml", "services: {}\n").run("check", "empty");

        assertThat(shell.err()).isEqualTo("amends: there is no template in empty\n");
        assertThat(shell.exit()).isEqualTo(2);
    }
}
