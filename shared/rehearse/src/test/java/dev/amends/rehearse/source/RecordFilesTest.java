package dev.amends.rehearse.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFilesTest {
    @TempDir Path folder;

    private final List<String> found = new ArrayList<>();
    private final RecordFiles files =
            new RecordFiles(record -> found.add(record.textOr("?", "eventID")));

    @Test
    void a_trails_file_of_records() throws IOException {
        read("a.json", "{\"Records\": [{\"eventID\": \"1\"}, {\"eventID\": \"2\"}]}");

        assertThat(found).containsExactly("1", "2");
        assertThat(files.troubles()).isEmpty();
    }

    @Test
    void compressed_whatever_its_name() throws IOException {
        read("a.json", gzip("{\"Records\": [{\"eventID\": \"1\"}]}"));

        assertThat(found).containsExactly("1");
    }

    @Test
    void what_lookup_events_prints() throws IOException {
        read("a.json", "{\"Events\": [{\"CloudTrailEvent\": \"{\\\"eventID\\\": \\\"1\\\"}\"}]}");

        assertThat(found).containsExactly("1");
    }

    @Test
    void an_envelope_a_list_and_one_document_after_the_other() throws IOException {
        List<Node> seen = new ArrayList<>();
        RecordFiles all = new RecordFiles(seen::add);
        all.read(
                Files.writeString(
                        folder.resolve("a.json"),
                        "{\"detail\": {\"eventID\": \"1\"}} [{\"eventID\": \"2\"}] {\"eventID\": \"3\"}"));

        assertThat(seen)
                .extracting(Node::toString)
                .containsExactly(
                        "{\"detail\":{\"eventID\":\"1\"}}",
                        "{\"eventID\":\"2\"}",
                        "{\"eventID\":\"3\"}");
    }

    @Test
    void one_a_line_and_a_broken_line_does_not_end_the_others() throws IOException {
        read("a.jsonl", "{\"eventID\": \"1\"}\n\n{\"eventID\": \n{\"eventID\": \"3\"}\n");

        assertThat(found).containsExactly("1", "3");
        assertThat(files.troubles()).singleElement().asString().contains("a.jsonl, line 3: ");
    }

    @Test
    void a_file_that_is_cut_off_gives_what_it_has() throws IOException {
        byte[] whole =
                gzip(
                        "{\"Records\": ["
                                + "{\"eventID\": \"1\", \"x\": \"aslkdjlkj2398zr9283zr9283rz\"},"
                                        .repeat(5_000)
                                + "{\"eventID\": \"2\"}]}");
        read("cut.json.gz", Arrays.copyOf(whole, whole.length - 20));
        read("cut.json", "{\"Records\": [{\"eventID\": \"9\"}, {\"eventID\"");
        read("none.json", "hello");
        read("empty.json", "");

        assertThat(found).hasSizeGreaterThan(1_000).contains("9");
        assertThat(files.troubles())
                .hasSize(3)
                .allMatch(line -> line.contains("after "))
                .anyMatch(line -> line.contains("none.json"));
        assertThat(files.files()).isEqualTo(4);
    }

    @Test
    void folders_and_patterns_by_name() throws IOException {
        Files.createDirectories(folder.resolve("2026/09"));
        for (String name : List.of("2026/09/b.json.gz", "2026/a.jsonl", "2026/notes.txt")) {
            Files.writeString(folder.resolve(name), "");
        }

        assertThat(RecordFiles.find(folder.toString()))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("a.jsonl", "b.json.gz");
        assertThat(RecordFiles.find(folder + "/2026/*.txt"))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("notes.txt");
        assertThat(RecordFiles.find(folder + "/nothing")).isEmpty();
    }

    @Test
    void a_trails_files_of_several_accounts_and_regions_come_by_their_time() throws IOException {
        for (String name :
                List.of(
                        "111122223333_CloudTrail_eu-west-1_20260901T1005Z_b.json.gz",
                        "111122223333_CloudTrail_us-east-1_20260901T1000Z_a.json.gz",
                        "444455556666_CloudTrail_eu-west-1_20260831T2355Z_c.json.gz")) {
            Files.writeString(folder.resolve(name), "");
        }

        assertThat(RecordFiles.find(folder.toString()))
                .extracting(file -> file.getFileName().toString().split("_", -1)[3])
                .containsExactly("20260831T2355Z", "20260901T1000Z", "20260901T1005Z");
    }

    private void read(String name, String text) throws IOException {
        read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void read(String name, byte[] bytes) throws IOException {
        files.read(Files.write(folder.resolve(name), bytes));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
