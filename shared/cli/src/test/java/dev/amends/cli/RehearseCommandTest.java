package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseCommandTest {
    private static final String FIX =
            """
            slack: { channel: "#ops" }
            guardrails:
              log-group-no-retention: { mode: fix }
            """;

    @TempDir Path folder;
    private StubAws aws;
    private Terminal terminal;

    @BeforeEach
    void start() throws IOException {
        aws = new StubAws();
        terminal = new Terminal(aws);
        terminal.present = false;
        Files.writeString(folder.resolve("settings.yaml"), FIX);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    // ------------------------------------------------------------------------------- from files

    @Test
    void filesOfRecordsArePlayedWithoutACallToAws() throws IOException {
        Path trail = Files.writeString(folder.resolve("a.jsonl"), created("1", "10:00", "/aws/a"));

        rehearse("--files", trail.toString(), "--output", "html=" + folder.resolve("report.html"));

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.exit()).isZero();
        assertThat(terminal.out().lines())
                .contains(
                        "Rehearsed %s, 2026-02-01 10:00 to 2026-02-01 10:00 UTC.".formatted(trail),
                        "1 record: 1 played.",
                        "2026-02-01 10:00  fixed   low    /aws/a",
                        "    Without a retention, /aws/a keeps its logs for ever, and you pay for them for ever. Set its retention to 30 days.",
                        "    CreateLogGroup by ann through the AWS CLI",
                        "  #ops: 1 in 1 day, 1 on the busiest day, 2026-02-01");
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("<h1>What Amends would have done");
        assertThat(aws.calls).isEmpty();
    }

    @Test
    void whatCannotBeReadIsSaidAndTheRestIsPlayed() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), created("1", "10:00", "/aws/a"));
        Files.writeString(folder.resolve("b.json"), "{\"Records\": [");

        rehearse("--files", folder.toString());

        assertThat(terminal.exit()).isZero();
        assertThat(terminal.out()).contains("Not read: ", "b.json", "/aws/a");
    }

    @Test
    void wrongUseIsSaidInOneLine() throws IOException {
        rehearse("--files", folder.resolve("nothing").toString());
        assertThat(terminal.err())
                .isEqualTo(
                        "amends: there are no files of records in %s\n"
                                .formatted(folder.resolve("nothing")));
        assertThat(terminal.exit()).isEqualTo(2);

        rehearse("--days", "91");
        assertThat(terminal.err()).contains("--days is 1 to 90");

        rehearse("--output", "pdf=x");
        assertThat(terminal.err()).contains("--output takes text=FILE, json=FILE or html=FILE");

        Files.writeString(folder.resolve("settings.yaml"), "guardrails: { none: { mode: fix } }\n");
        rehearse("--files", folder.toString());
        assertThat(terminal.err()).contains("nothing was rehearsed");
    }

    // -------------------------------------------------------------------- from the event history

    /** Newest first, two a page, as LookupEvents answers; only this kind of call is there. */
    private String page(Node lookup, List<Node> lookups) {
        lookups.add(lookup);
        if (!name(lookup).equals("CreateLogGroup")) {
            return "{\"Events\":[]}";
        }
        return lookup.text("NextToken") == null
                ? events("more", created("3", "12:00", "/c"), created("2", "11:00", "/b"))
                : events(null, created("1", "10:00", "/a"));
    }

    /** LookupEvents takes whole names, and CloudTrail may keep Lambda's with a date behind them. */
    @Test
    void everyCallOfLambdaIsAskedForWithAndWithoutItsDate() {
        List<Node> lookups = new ArrayList<>();
        aws.history = lookup -> page(lookup, lookups);

        rehearse("--into", folder.resolve("history").toString(), "--days", "30");

        List<String> asked = lookups.stream().map(RehearseCommandTest::name).distinct().toList();
        for (String call :
                List.of(
                        "AddPermission",
                        "RemovePermission",
                        "PutResourcePolicy",
                        "DeleteResourcePolicy",
                        "CreateFunctionUrlConfig",
                        "UpdateFunctionUrlConfig",
                        "DeleteFunctionUrlConfig",
                        "CreateFunction",
                        "DeleteFunction")) {
            assertThat(asked).contains(call).anyMatch(name -> name.matches(call + "20\\d{6}.*"));
        }
        assertThat(asked).contains("CreateFunctionUrlConfig20211031", "AddPermission20150331v2");
    }

    @Test
    void theEventHistoryIsFetchedPageByPageAndPlayedFromItsBeginning() throws IOException {
        List<Node> lookups = new ArrayList<>();
        aws.history = lookup -> page(lookup, lookups);

        rehearse("--into", folder.resolve("history").toString(), "--days", "30");

        assertThat(terminal.exit()).as(terminal.err()).isZero();
        assertThat(terminal.out())
                .contains(
                        "Rehearsed the event history of account 111122223333 in us-east-1",
                        "3 records: 3 played.");
        assertThat(terminal.out().lines().filter(line -> line.contains("  fixed   low")))
                .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
                .containsExactly("/a", "/b", "/c");
        assertThat(lookups)
                .extracting(RehearseCommandTest::name)
                .contains("CreateLogGroup", "PutBucketPolicy", "CreateBucket", "TagResource")
                .doesNotContain("CloudFormation Stack Status Change");
        assertThat(terminal.waited)
                .as("two calls a second at most")
                .isGreaterThanOrEqualTo(Duration.ofMillis(500).multipliedBy(lookups.size()));
        assertThat(folder.resolve("history/records.jsonl")).content().hasLineCount(3);
    }

    @Test
    void aFetchThatWasBrokenOffGoesOnWhereItWas() throws IOException {
        List<Node> lookups = new ArrayList<>();
        aws.history =
                lookup ->
                        lookup.text("NextToken") == null
                                ? page(lookup, lookups)
                                : "{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}";
        rehearse("--into", folder.resolve("history").toString());
        assertThat(terminal.exit()).isEqualTo(2);
        int before = lookups.size();

        aws.history =
                lookup -> {
                    lookups.add(lookup);
                    return name(lookup).equals("CreateLogGroup")
                            ? events(null, created("2", "11:00", "/b"), created("1", "10:00", "/a"))
                            : "{\"Events\":[]}";
                };
        rehearse("--into", folder.resolve("history").toString());

        assertThat(terminal.exit()).as(terminal.err()).isZero();
        assertThat(terminal.err()).contains("going on with the fetch of");
        assertThat(lookups.subList(before, lookups.size()))
                .filteredOn(lookup -> name(lookup).equals("CreateLogGroup"))
                .singleElement()
                .satisfies(lookup ->
                        assertThat(lookup.at("EndTime").toString())
                                .as("from the oldest record on that there was")
                                .startsWith("1.7699436"));
        assertThat(terminal.out()).contains("4 records: 3 played, 1 delivered twice.");
    }

    @Test
    void whatWasBrokenOffOfAnotherAccountIsNotGoneOnWith() throws IOException {
        aws.history =
                lookup ->
                        lookup.text("NextToken") == null
                                ? page(lookup, new ArrayList<>())
                                : "{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}";
        rehearse("--into", folder.resolve("history").toString());
        Path range = folder.resolve("history/range");
        Files.writeString(range, Files.readString(range).replace("111122223333", "444455556666"));

        aws.history = lookup -> "{\"Events\":[]}";
        rehearse("--into", folder.resolve("history").toString());

        assertThat(terminal.exit()).as(terminal.err()).isZero();
        assertThat(terminal.err()).doesNotContain("going on");
        assertThat(terminal.out()).contains("0 records");
    }

    // ------------------------------------------------------------------------- before new settings

    @Test
    void settingsAreRehearsedBeforeTheyAreApplied() throws IOException {
        Path trail =
                Files.writeString(
                        folder.resolve("a.jsonl"),
                        created("1", "10:00", "/aws/a") + "\n" + created("2", "11:00", "/aws/b"));
        terminal.run("settings", "apply", "--yes", folder.resolve("settings.yaml").toString());
        Files.writeString(
                folder.resolve("settings.yaml"),
                FIX.replace("mode: fix", "mode: fix, keep: [/aws/b]"));

        terminal.run(
                "settings",
                "apply",
                "--yes",
                "--rehearse",
                trail.toString(),
                folder.resolve("settings.yaml").toString());

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out().lines())
                .contains(
                        "With these records, the new settings would have:",
                        "  log-group-no-retention: fixed 1 instead of 2",
                        "  messages in 1 day: 1 instead of 2",
                        "  CreateLogGroup of /aws/b: left alone instead of fixed",
                        "Applied as rev 2. The next event is handled by it.");
    }

    // ----------------------------------------------------------------------------------- helpers

    private void rehearse(String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "rehearse",
                                "--settings",
                                folder.resolve("settings.yaml").toString()));
        args.addAll(List.of(more));
        terminal.run(args.toArray(String[]::new));
    }

    private static String name(Node lookup) {
        return lookup.at("LookupAttributes").items().getFirst().textOr("", "AttributeValue");
    }

    private static String events(String token, String... records) {
        List<Object> events = new ArrayList<>();
        for (String record : records) {
            events.add(
                    Map.of("EventId", "x", "EventTime", 1_769_943_600, "CloudTrailEvent", record));
        }
        Map<String, Object> answer = new HashMap<>();
        answer.put("Events", events);
        if (token != null) {
            answer.put("NextToken", token);
        }
        return Node.write(answer);
    }

    private static String created(String id, String time, String group) {
        return """
        {"eventID": "%s", "eventName": "CreateLogGroup", "eventSource": "logs.amazonaws.com", "eventTime": "2026-02-01T%s:00Z", \
        "awsRegion": "us-east-1", "recipientAccountId": "111122223333", "userAgent": "aws-cli/2.31.0", \
        "userIdentity": {"type": "IAMUser", "userName": "ann", "arn": "arn:aws:iam::111122223333:user/ann"}, \
        "requestParameters": {"logGroupName": "%s"}, "responseElements": null}\
        """
                .formatted(id, time, group);
    }
}
