package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    @TempDir private Path folder;

    @Test
    void messages_outlive_a_restart_and_can_still_be_changed() throws IOException {
        Path store = folder.resolve("state/slack.json");
        JsonNode before;
        String ts;
        try (Running slack = Running.withStore(store)) {
            ts = slack.post("A.").path("ts").asText();
            slack.update(ts, "B.");
            slack.api("chat.postMessage", Running.message("Reply.").put("thread_ts", ts));
            before = slack.messages();
        }

        try (Running slack = Running.withStore(store)) {
            assertThat(slack.messages()).isEqualTo(before);
            assertThat(slack.update(ts, "C.").path("ok").asBoolean()).isTrue();
            assertThat(slack.messages().at("/0/history")).hasSize(2);
            assertThat(slack.post("D.").path("ts").asText())
                    .isGreaterThan(before.at("/1/ts").asText());
        }
        try (Stream<Path> files = Files.list(store.resolveSibling("."))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .as("no drafts are left")
                    .containsExactly("slack.json");
        }
    }

    @Test
    void a_store_from_before_people_had_names_can_be_read() throws IOException {
        Path store =
                Files.writeString(
                        folder.resolve("slack.json"),
                        """
                        {"messages":[
                         {"channel":"C0AMENDS01","ts":"1763900000.000100","bot":true,"text":"A.","blocks":[]},
                         {"channel":"C0AMENDS01","ts":"1763900000.000200","bot":false,"text":"B.","blocks":[]}]}
                        """);

        try (Running slack = Running.withStore(store)) {
            assertThat(slack.messages().at("/0/user").asText()).isEqualTo("U0AMENDS01");
            assertThat(slack.messages().at("/1/bot").asBoolean(true)).isFalse();
            assertThat(slack.get("/").body()).contains("<b>Amends</b>").contains("<b>Someone</b>");
        }
    }

    @Test
    void a_store_that_cannot_be_read_is_left_alone() throws IOException {
        Path store = Files.writeString(folder.resolve("slack.json"), "{\"messages\":[");

        assertThatThrownBy(() -> new Messages(InstantSource.system(), store))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a store");
        assertThat(store).hasContent("{\"messages\":[");
    }

    @Test
    void the_command_says_one_line_when_ready_and_stops_when_told_to() throws Exception {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "dev.amends.local.slack.SlackStandin",
                                        "--port",
                                        "0",
                                        "--token",
                                        "xoxb-test"))
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).matches("Slack stand-in on http://127\\.0\\.0\\.1:\\d+/");

            process.toHandle().destroy();

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(output.readLine()).as("nothing more is said").isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_wrong_command_line_is_explained() {
        assertThatThrownBy(() -> Options.of("--port", "4580")).hasMessage("--token is missing");
        assertThatThrownBy(() -> Options.of("--token")).hasMessage("--token needs a value");
        assertThatThrownBy(() -> Options.of("--tokens", "x")).hasMessage("unknown option --tokens");
        assertThatThrownBy(() -> Options.of("--token", "x", "--port", "99999"))
                .hasMessageContaining("65535");
        assertThatThrownBy(() -> Options.of("--token", "x", "--channel", "Alerts"))
                .hasMessageContaining("NAME=ID");
    }
}
