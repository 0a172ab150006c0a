package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlackUrlCommandTest {
    private static final String URL = "https://abc123.execute-api.us-east-1.amazonaws.com/v1/slack";
    private static final String MANIFEST =
            "commands:\n  - url: https://REPLACE-ME.example.com/slack\ninteractivity:\n  request_url: https://REPLACE-ME.example.com/slack\n";

    @TempDir Path folder;
    private Path manifest;
    private StubAws aws;
    private Terminal terminal;

    @BeforeEach
    void start() throws IOException {
        aws = new StubAws();
        terminal = new Terminal(aws);
        manifest = Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        aws.outputs.put("SlackRequestUrl", URL);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private void run(String... more) {
        String[] args = new String[more.length + 4];
        args[0] = "slack";
        args[1] = "url";
        args[2] = "--manifest";
        args[3] = manifest.toString();
        System.arraycopy(more, 0, args, 4, more.length);
        terminal.run(args);
    }

    @Test
    void the_address_is_filled_in_everywhere_and_printed() throws IOException {
        run();

        assertThat(terminal.out())
                .isEqualTo(
                        "commands:\n  - url: %s\ninteractivity:\n  request_url: %s\n"
                                .formatted(URL, URL));
        assertThat(terminal.exit()).isZero();
        assertThat(manifest).hasContent(MANIFEST);
    }

    @Test
    void write_changes_the_file_and_a_second_time_leaves_it() throws IOException {
        run("--write");
        assertThat(terminal.out().strip()).isEqualTo(manifest + " now names " + URL);
        assertThat(Files.readString(manifest)).doesNotContain("REPLACE-ME").contains(URL);

        run("--write");
        assertThat(terminal.err().strip()).isEqualTo(URL + " was filled in before.");
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void another_address_filled_in_before_is_not_overwritten() throws IOException {
        Files.writeString(manifest, "request_url: https://other.example.com/slack\n");
        run("--write");

        assertThat(terminal.err())
                .contains("another address was filled in before; get the file as it was");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(manifest).hasContent("request_url: https://other.example.com/slack\n");
    }

    @Test
    void a_stack_that_takes_no_requests_is_one_clear_line() {
        aws.outputs.remove("SlackRequestUrl");
        run();

        assertThat(terminal.err().strip())
                .isEqualTo(
                        "amends: stack amends has no output SlackRequestUrl: it was deployed without a secret for Slack (parameter SlackSecretName), or is of another version");
        assertThat(terminal.exit()).isEqualTo(2);
    }

    @Test
    void without_manifest_the_one_beside_the_launcher_is_taken() {
        terminal.run("slack", "url");

        assertThat(terminal.out() + terminal.err())
                .containsAnyOf("display_information:", "/slack/manifest.yaml has no https://");
    }

    @Test
    void a_manifest_that_is_not_there_is_one_clear_line() {
        terminal.run("slack", "url", "--manifest", folder.resolve("none.yaml").toString());

        assertThat(terminal.err().strip())
                .isEqualTo("amends: there is no file " + folder.resolve("none.yaml"));
        assertThat(terminal.exit()).isEqualTo(2);
    }
}
