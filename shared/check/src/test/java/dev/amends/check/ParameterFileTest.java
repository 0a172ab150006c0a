package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.check.input.ParameterFile;
import dev.amends.check.terminal.Cannot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFileTest {
    @TempDir Path folder;

    private Map<String, String> read(String name, String text) throws Exception {
        return ParameterFile.read(Files.writeString(folder.resolve(name), text), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"ParameterKey\": \"Env\", \"ParameterValue\": \"prod\"}, {\"ParameterKey\": \"Account\", \"ParameterValue\": \"012345678901\"}, {\"ParameterKey\": \"Old\", \"UsePreviousValue\": true}]",
                "[\"Env=prod\", \"Account=012345678901\"]",
                "{\"Parameters\": {\"Env\": \"prod\", \"Account\": \"012345678901\"}, \"Tags\": {}}",
                "{\"Env\": \"prod\", \"Account\": \"012345678901\"}",
                "\uFEFF\t{\"Env\": \"prod\",\t\"Account\": \"012345678901\"}",
                "Env: prod\nAccount: 012345678901\n",
                "- ParameterKey: Env\n  ParameterValue: prod\n- ParameterKey: Account\n  ParameterValue: 012345678901\n",
                "- Env=prod\n- Account=012345678901\n",
                "Parameters:\n  Env: prod\n  Account: 012345678901\n",
            })
    void every_form_gives_the_same_values_with_their_zeros(String text) throws Exception {
        assertThat(read("parameters", text))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("Env", "prod", "Account", "012345678901"));
    }

    @Test
    void a_list_is_what_cloudformation_makes_of_it() throws Exception {
        assertThat(read("p.json", "{\"Subnets\": [\"a\", \"b\"], \"Size\": 3, \"On\": true}"))
                .containsExactly(
                        Map.entry("Subnets", "a,b"),
                        Map.entry("Size", "3"),
                        Map.entry("On", "true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[default.deploy.parameters]\nparameter_overrides = \"Env=prod Name=\\\"two words\\\"\" # why\n",
                "[default.deploy.parameters]\nparameter_overrides = [\"Env=prod\", 'Name=\"two words\"']\n",
                "[default.deploy.parameters]\nparameter_overrides = [\n  \"Env=prod\",\n  \"Name=\\\"two words\\\"\",\n]\n",
                "[default.global.parameters]\nparameter_overrides = \"Env=prod \\\"Name\\\"=\\\"two words\\\"\"\n",
                "[default.deploy.parameters]\nparameter_overrides = 'ParameterKey=Env,ParameterValue=prod ParameterKey=Name,ParameterValue=\"two words\"'\n[staging.deploy.parameters]\nparameter_overrides = \"Env=staging\"\n",
            })
    void sams_own_file_is_read_too(String toml) throws Exception {
        assertThat(read("samconfig.toml", "version = 0.1\n" + toml))
                .containsExactlyInAnyOrderEntriesOf(Map.of("Env", "prod", "Name", "two words"));
    }

    @Test
    void a_file_of_sams_without_overrides_gives_nothing() throws Exception {
        assertThat(
                        read(
                                "samconfig.toml",
                                "[default.deploy.parameters]\nstack_name = \"x\"\n[staging.deploy.parameters]\nparameter_overrides = \"A=b\"\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p.json | {\"A\": {\"b\": 1}}  | the parameter file p.json gives A more than a text",
                "p.json | [\"prod\"]           | the parameter file p.json has the entry prod, which is not NAME=VALUE",
                "p.json | [{\"Key\": \"A\"}]   | the parameter file p.json has an entry without ParameterKey",
                "p.yaml | A: [b, c]            | the parameter file p.yaml gives a parameter more than a text",
                "p.yaml | prod                 | the parameter file p.yaml holds no parameters",
            })
    void what_is_in_no_form_is_wrong_use(String name, String text, String message) {
        assertThatThrownBy(() -> read(name, text)).isInstanceOf(Cannot.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parameter_overrides = \"\"\"\nA=b\n\"\"\"",
                "parameter_overrides = {A = \"b\"}",
                "parameter_overrides = \"A\"",
                "parameter_overrides = [\"A=b\", 3]",
            })
    void overrides_that_are_not_understood_are_never_half_read(String line) {
        assertThatThrownBy(
                        () -> read("samconfig.toml", "[default.deploy.parameters]\n" + line + "\n"))
                .isInstanceOf(Cannot.class)
                .hasMessage(
                        "parameter_overrides in samconfig.toml is written in a way that is not understood here; give --parameter NAME=VALUE");
    }

    @Test
    void values_decide_what_is_found_and_the_command_line_wins_over_files() {
        Shell shell =
                new Shell(folder)
                        .write("bad.yaml", Shell.BAD)
                        .write("p.json", "{\"Auth\": \"AWS_IAM\"}")
                        .write("q.yaml", "Auth: NONE\n");

        shell.run("check", "bad.yaml", "--parameters", "p.json");
        assertThat(shell.out()).endsWith("1 finding in 1 file: 1 low.\n");
        shell.run("check", "bad.yaml", "--parameters", "p.json", "--parameters", "q.yaml");
        assertThat(shell.out()).endsWith("2 findings in 1 file: 1 medium, 1 low.\n");
        shell.run("check", "bad.yaml", "--parameters", "p.json", "--parameter", "Auth=NONE");
        assertThat(shell.out()).endsWith("2 findings in 1 file: 1 medium, 1 low.\n");
        shell.run("check", "bad.yaml", "--parameters", "none.json");
        assertThat(shell.err())
                .isEqualTo("amends: the parameter file none.json: there is no such file\n");
        assertThat(shell.exit()).isEqualTo(2);
    }
}
