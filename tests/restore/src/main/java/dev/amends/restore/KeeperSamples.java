package dev.amends.restore;

import static dev.amends.restore.Json.answer;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What the keeper was not primed with. */
final class KeeperSamples {
    private KeeperSamples() {}

    static List<Sample> all() {
        return List.of(
                // First, as a secret that was read once is kept for a while.
                sample(
                        "the secret is denied",
                        () -> quiet().on("GetSecretValue", Answers.denied()),
                        "not read: "),
                warm(),
                sample(
                        "one finding is due, another was not drawn",
                        () ->
                                quiet().on(
                                                "Query",
                                                "due-index",
                                                answer(Json.found(Json.finding("AWAITING", 3))))
                                        .on(
                                                "Query",
                                                "unsaid-index",
                                                answer(Json.found(Json.finding("FAILED", 3))))
                                        .on("GetItem", answer(Json.got(Json.finding("FAILED", 3)))),
                        "nudged 1 due"),
                sample(
                        "DynamoDB throttles, then answers",
                        () ->
                                quiet().on(
                                                "Query",
                                                "due-index",
                                                Answers.throttled(),
                                                answer(Json.found())),
                        "nudged 0 due"),
                sample(
                        "another minute has sent the digest",
                        () ->
                                quiet().on(
                                                "PutItem",
                                                "digest",
                                                Json.refused(
                                                        "{\"pk\":{\"S\":\"digest\"},\"sent\":{\"N\":\"1\"}}")),
                        "nudged 0 due"),
                sample(
                        "Slack asks to slow down",
                        () ->
                                quiet().on(
                                                "usergroups.users.list",
                                                Response.of(429, "application/json", "{}")
                                                        .with("Retry-After", "3")),
                        "not read: Slack asks us to slow down"),
                sample(
                                "the query is denied",
                                () -> quiet().on("Query", "due-index", Answers.denied()),
                                "\"outcome\":\"retry\"")
                        .failing());
    }

    static Sample warm() {
        return sample("a minute in which nothing is due", KeeperSamples::quiet, "nudged 0 due");
    }

    private static Sample sample(String name, Supplier<Answers> answers, String expect) {
        return new Sample(
                Function.KEEPER,
                name,
                () ->
                        """
                        {"version":"0","id":"53dc4d37","detail-type":"Scheduled Event","source":"aws.events","account":"111122223333",
                        "time":"%s","region":"eu-west-1","resources":["arn:aws:events:eu-west-1:111122223333:rule/keeper"],"detail":{}}
                        """
                                .formatted(Instant.now()),
                answers,
                expect);
    }

    private static Answers quiet() {
        return new Answers()
                .on("BatchGetItem", answer(Json.gotMany(Json.settings("fix"))))
                .on("Query", answer(Json.found()))
                .on("GetItem", answer("{}"))
                .on("PutItem", answer("{}"))
                .on("UpdateItem", answer("{}"))
                .on("SendMessage", answer("{\"MessageId\":\"m\"}"))
                .on(
                        "GetSecretValue",
                        answer(
                                "{\"ARN\":\"arn\",\"Name\":\"amends/slack\",\"SecretString\":\"{\\\"botToken\\\":\\\"xoxb-1\\\",\\\"signingSecret\\\":\\\"s\\\"}\"}"))
                .on(
                        "usergroups.users.list",
                        Response.json("{\"ok\":true,\"users\":[\"U0ANA\",\"U0BEN\"]}"))
                .on("Publish", Json.published());
    }
}
