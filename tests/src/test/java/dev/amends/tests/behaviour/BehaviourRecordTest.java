package dev.amends.tests.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rename leaves the record as it is; anything else is a difference that people can read. */
class BehaviourRecordTest {
    private static final List<String> BEFORE =
            List.of(
                    "### violating-one",
                    "fixed: Set its retention to 30 days.",
                    "calls| read · PutItem finding · publish",
                    "ledger|   rev=2, state=FIXED, unsaid=unsaid");
    private static final List<String> RENAMED =
            List.of(
                    "### violating-one",
                    "fixed: Set its retention to 30 days.",
                    "calls| read · PutItem finding · publish",
                    "ledger|   rev=2, state=REMEDIATED, pending=pending");

    @TempDir Path folder;

    @BeforeEach
    void onRecord() throws IOException {
        record("", true).compare("tap", "Samples", BEFORE);
    }

    private BehaviourRecord record(String names, boolean write) {
        return new BehaviourRecord(folder, Names.parse(names), write);
    }

    @Test
    void a_rename_in_the_map_of_names_leaves_the_record_as_it_is() throws IOException {
        String names = "# a step and a stored key\nFIXED = REMEDIATED\nunsaid = pending\n";
        byte[] recorded = Files.readAllBytes(folder.resolve("tap.md"));

        assertThat(record(names, false).compare("tap", "Samples", RENAMED)).isEmpty();

        assertThat(record(names, true).compare("tap", "Samples", RENAMED)).isEmpty();
        assertThat(folder.resolve("tap.md")).hasBinaryContent(recorded);
    }

    @Test
    void a_rename_that_no_map_knows_is_a_difference_with_its_scenario_and_the_command()
            throws IOException {
        assertThat(record("FIXED = REMEDIATED", false).compare("tap", "Samples", RENAMED))
                .contains(
                        "tests/behaviour/tap.md, section \"Samples\"",
                        "  ### violating-one",
                        "- ledger|   rev=2, state=FIXED, unsaid=unsaid",
                        "+ ledger|   rev=2, state=FIXED, pending=pending",
                        "tests/behaviour/record writes it anew")
                .doesNotContain("- calls|");
    }

    @Test
    void a_name_counts_as_a_word_only() {
        assertThat(Names.parse("state = phase").old("phase=1 phases=2 a_phase=3 phase"))
                .isEqualTo("state=1 phases=2 a_phase=3 state");
        assertThatThrownBy(() -> Names.parse("state")).hasMessage("not \"old = new\": state");
    }

    @Test
    void sections_of_others_stay_when_one_is_written() throws IOException {
        record("", true).compare("tap", "End to end", List.of("### a", "fixed"));
        record("", true).compare("tap", "Samples", List.of("### b", "asked"));

        assertThat(folder.resolve("tap.md"))
                .content()
                .endsWith("\n## Samples\n\n### b\nasked\n\n## End to end\n\n### a\nfixed\n");
    }

    @Test
    void hashes_are_numbered_as_they_come() {
        String one = "0123456789abcdef0123456789abcdef";
        String two = "f123456789abcdef0123456789abcdef";
        assertThat(BehaviourRecord.masked(List.of("a " + one, two + " b " + one)))
                .containsExactly("a hash-1", "hash-2 b hash-1");
    }
}
