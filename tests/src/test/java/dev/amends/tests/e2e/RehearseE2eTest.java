package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What really happened on the account, against what a rehearsal of its records says would have
 * happened. Late, so that there are the records of the other tests, too.
 */
@Order(Integer.MAX_VALUE - 3)
class RehearseE2eTest extends E2e {
    private static final Set<String> DONE = Set.of("fixed", "asked", "flagged");

    private static final String SETTINGS =
            """
            slack: { channel: "#amends-local" }
            guardrails:
              log-group-no-retention: { mode: fix, retentionDays: 30 }
              bucket-policy-broad: { mode: ask }
              account-public-access: { mode: ask }
              lambda-permission-open: { mode: ask }
              function-url-public: { mode: flag }
              stack-review: { mode: flag }
            """;

    @TempDir Path folder;

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whatARehearsalSaysIsWhatReallyHappened() throws IOException {
        List<String> resources = happens();
        account.quiet();

        JsonNode rehearsed = rehearsed();

        List<String> really = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (String resource : resources) {
            for (String function :
                    List.of("LogGroupsFunction", "BucketsFunction", "LambdaPermissionsFunc")) {
                account
                        .outcomes(function, n -> n.path("resource").asText().equals(resource))
                        .stream()
                        .filter(n -> DONE.contains(n.path("outcome").asText()))
                        .forEach(n ->
                                really.add(
                                        "%s %s %s"
                                                .formatted(
                                                        resource,
                                                        n.path("guardrail").asText(),
                                                        n.path("outcome").asText())));
            }
            for (JsonNode incident : rehearsed.path("incidents")) {
                if (incident.path("resource").asText().equals(resource)) {
                    said.add(
                            "%s %s %s"
                                    .formatted(
                                            resource,
                                            incident.path("guardrail").asText(),
                                            incident.path("would").asText()));
                }
            }
        }
        System.out.println("really: " + really);
        assertThat(really).hasSize(5);
        assertThat(said).isEqualTo(really);
    }

    @Test
    void everyRecordOfTheAccountIsAccountedFor() throws IOException {
        JsonNode rehearsed = rehearsed();

        JsonNode records = rehearsed.path("records");
        System.out.println(
                "records of the account: " + records + ", " + rehearsed.path("outcomes"));
        assertThat(records.path("played").asLong()).isPositive();
        assertThat(records.path("broken").asLong()).isZero();
        assertThat(
                        records.path("played").asLong()
                                + records.path("foreign").asLong()
                                + records.path("failedCalls").asLong()
                                + records.path("own").asLong()
                                + records.path("twice").asLong())
                .isEqualTo(records.path("all").asLong());
        assertThat(rehearsed.path("unstated").asInt()).isZero();
        assertThat(rehearsed.path("missedByRules")).isEmpty();
        assertThat(rehearsed.path("notRead")).isEmpty();
    }

    @Test
    void whatNoEventShowsIsReadWhenItMayBe() throws IOException {
        String stack = "rehearse-" + run;
        account.cloudFormation.createStack(r ->
                r.stackName(stack)
                        .templateBody("Resources: { Logs: { Type: AWS::Logs::LogGroup } }"));
        account.quiet();

        JsonNode told = rehearsed("--read");
        JsonNode untold = rehearsed();

        account.cloudFormation.deleteStack(r -> r.stackName(stack));
        assertThat(sentences(told)).anyMatch(sentence -> sentence.contains("The stack " + stack));
        assertThat(sentences(untold))
                .noneMatch(sentence -> sentence.contains("The stack " + stack));
        assertThat(
                        untold.path("notShown")
                                .path("stack-review")
                                .path("what it would have read")
                                .asInt())
                .isPositive();
    }

    private static List<String> sentences(JsonNode rehearsed) {
        List<String> sentences = new ArrayList<>();
        rehearsed
                .path("incidents")
                .forEach(incident -> sentences.add(incident.path("sentence").asText()));
        return sentences;
    }

    /** A person at work; the resources that were touched, in the order of what is said of them. */
    private List<String> happens() {
        String created = "/rehearse/%s/created".formatted(run);
        account.logs.createLogGroup(r -> r.logGroupName(created));
        account.awaitOutcome(created, "fixed");

        String chosen = "/rehearse/%s/chosen".formatted(run);
        account.logs.createLogGroup(r -> r.logGroupName(chosen));
        account.awaitOutcome(chosen, "fixed");
        account.logs.deleteRetentionPolicy(r -> r.logGroupName(chosen));
        account.awaitOutcome(chosen, "flagged");

        String owned = "/rehearse/%s/owned".formatted(run);
        account.logs.createLogGroup(r -> r.logGroupName(owned));
        account.awaitOutcome(owned, "fixed");
        account.logs.putRetentionPolicy(r -> r.logGroupName(owned).retentionInDays(365));
        account.awaitOutcome(owned, "yielded");

        String bucket = "rehearse-" + run;
        account.s3.createBucket(r -> r.bucket(bucket));
        // As on AWS, where S3 would refuse a public policy otherwise.
        account.s3.deletePublicAccessBlock(r -> r.bucket(bucket));
        account.s3.putBucketPolicy(r ->
                r.bucket(bucket)
                        .policy(
                                """
                                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
                                 "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/*"}]}
                                """
                                        .formatted(bucket)));
        account.card(bucket, "Waits for a decision");
        return List.of(
                Account.arn(created),
                Account.arn(chosen),
                Account.arn(owned),
                "arn:aws:s3:::" + bucket);
    }

    private JsonNode rehearsed(String... more) throws IOException {
        Path settings = Files.writeString(folder.resolve("settings.yaml"), SETTINGS);
        Path report = folder.resolve("report.json");
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "rehearse",
                                "--files",
                                account.trail().toString(),
                                "--settings",
                                settings.toString(),
                                "--own",
                                "arn:aws:iam::*:role/amends-*",
                                "--delay",
                                "0",
                                "--output",
                                "json=" + report));
        words.addAll(List.of(more));
        Account.Ended ended = account.amends(words.toArray(String[]::new));
        assertThat(ended.exit()).as(ended.output()).isZero();
        return Account.JSON.readTree(Files.readString(report));
    }
}
