package dev.amends.rehearse.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import dev.amends.core.run.Outcome;
import dev.amends.rehearse.Incident;
import dev.amends.rehearse.Played;
import dev.amends.rehearse.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a hostile name or an empty rehearsal makes of the reports. */
class ReportsTest {
    private static final String HOSTILE = "<script>alert(\"1\")</script>&'";

    @Test
    void names_of_resources_cannot_become_part_of_the_page() {
        String page = HtmlReport.of(rehearsed(HOSTILE));

        assertThat(page)
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;")
                .contains("<svg role=\"img\" aria-label=\"New messages by day\"")
                .contains("mode: ask");
    }

    @Test
    void the_page_needs_nothing_else() {
        assertThat(HtmlReport.of(rehearsed("lake")))
                .doesNotContain("http://", "https://", "<link", "<img", "url(");
    }

    @Test
    void the_text_names_everything_that_the_page_does() {
        assertThat(TextReport.of(rehearsed("lake")))
                .contains(
                        "Rehearsed trail/, 2026-09-01 10:00 to 2026-09-03 10:00 UTC.",
                        "10 records: 2 played, 5 of no concern, 3 no CloudTrail records.",
                        "Not read: broken.json: cut off, after 3 records",
                        "2026-09-01 10:00  asked   high   lake",
                        "  lake: bob through Terraform, PutBucketPolicy",
                        "  #amends: 3 in 3 days, 2 on the busiest day, 2026-09-01",
                        "  bucket-policy-broad: 1, median 2 days, longest 2 days",
                        "  CreateLogGroup of x, event y",
                        "  Read as they are now, because nothing has happened to them since: 2. What came of it is counted beside.",
                        "  not read: stack-review: x may not be called",
                        "  bucket-policy-broad: 4 not told, because no event shows a block",
                        "Of 1 changes the outcome is not known; please report that.");
    }

    @Test
    void the_json_is_json_with_the_same_figures() throws Exception {
        Node json = Node.parse(JsonReport.of(rehearsed(HOSTILE)));

        assertThat(json.number("version")).isEqualTo(1);
        assertThat(json.number("records", "played")).isEqualTo(2);
        assertThat(json.at("incidents").items().getFirst().text("name")).isEqualTo(HOSTILE);
        assertThat(json.number("messages", "#amends", "2026-09-01")).isEqualTo(2);
        assertThat(json.number("proposal", "busiestDay")).isEqualTo(1);
    }

    @Test
    void nothing_at_all_makes_reports_that_say_so() {
        Played nothing =
                new Played(
                        new Played.Records(0, 0, 0, 0, 0, 0, 0, 0),
                        null,
                        null,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        List.of(),
                        0,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        List.of(),
                        0,
                        List.of(),
                        0);
        Rehearsed empty =
                new Rehearsed(
                        "trail/",
                        List.of(),
                        nothing,
                        new Proposal(List.of("guardrails:"), 0, 0, true),
                        10);

        assertThat(TextReport.of(empty)).contains("Rehearsed trail/.", "None.");
        assertThat(HtmlReport.of(empty)).contains("0 records");
    }

    private static Rehearsed rehearsed(String name) {
        Incident incident =
                new Incident(
                        Instant.parse("2026-09-01T10:00:00Z"),
                        Outcome.Kind.ASKED,
                        "bucket-policy-broad",
                        "high",
                        "ann",
                        "the AWS CLI",
                        "PutBucketPolicy",
                        "111122223333",
                        "eu-west-1",
                        "arn:aws:s3:::lake",
                        name,
                        "Anyone can read " + name + ".",
                        "close it",
                        "It costs.",
                        "#amends",
                        "resolved",
                        Duration.ofDays(2),
                        "bob",
                        "bob through Terraform, PutBucketPolicy");
        Played played =
                new Played(
                        new Played.Records(10, 2, 5, 0, 0, 0, 0, 3),
                        Instant.parse("2026-09-01T10:00:00Z"),
                        Instant.parse("2026-09-03T10:00:00Z"),
                        new TreeMap<>(Map.of("bucket-policy-broad", Map.of(Outcome.Kind.ASKED, 1))),
                        new TreeMap<>(Map.of("bucket-policy-broad", Map.of("a block", 4))),
                        List.of(incident),
                        0,
                        new TreeMap<>(Map.of("#amends", days())),
                        new TreeMap<>(Map.of("bucket-policy-broad", days())),
                        new TreeMap<>(Map.of("bucket-policy-broad", List.of(Duration.ofDays(2)))),
                        List.of("CreateLogGroup of x, event y"),
                        2,
                        List.of("stack-review: x may not be called"),
                        1);
        return new Rehearsed(
                "trail/",
                List.of("broken.json: cut off, after 3 records"),
                played,
                new Proposal(List.of("guardrails:", "  x:", "    mode: ask"), 1, 2, true),
                10);
    }

    private static SortedMap<LocalDate, Integer> days() {
        return new TreeMap<>(Map.of(LocalDate.of(2026, 9, 1), 2, LocalDate.of(2026, 9, 3), 1));
    }
}
