package dev.amends.restore;

import static dev.amends.restore.Json.answer;

import java.util.List;
import java.util.function.Supplier;

/** What slack-out was not primed with. */
final class CardSamples {
    private CardSamples() {}

    static List<Sample> all() {
        return List.of(
                // First, as a secret that was read once is kept for a while.
                sample(
                        "the secret is denied",
                        () -> world("").on("GetSecretValue", Answers.denied()),
                        "\"outcome\":\"failed\""),
                sample("a new card, with buttons", () -> world(""), "card posted"),
                warm(),
                sample(
                        "Slack asks to slow down (429), then takes it",
                        () ->
                                world("")
                                        .on(
                                                "chat.postMessage",
                                                Response.of(429, "application/json", "{}")
                                                        .with("Retry-After", "1"),
                                                posted()),
                        "card posted"),
                sample(
                        "Slack does not know the channel",
                        () ->
                                world("")
                                        .on(
                                                "chat.postMessage",
                                                Response.json(
                                                        "{\"ok\":false,\"error\":\"channel_not_found\"}")),
                        "\"outcome\":\"failed\""),
                sample(
                        "DynamoDB throttles, then answers",
                        () ->
                                world("")
                                        .on(
                                                "GetItem",
                                                "finding#",
                                                Answers.throttled(),
                                                answer(Json.got(Json.finding("FIXED", 6)))),
                        "card posted"),
                sample(
                        "another worker draws it",
                        () -> world("").on("PutItem", Json.refused("{\"pk\":{\"S\":\"card\"}}")),
                        "\"outcome\":\"retry\""));
    }

    /** A card that stands already: there Slack's one message a second does not hold us up. */
    static Sample warm() {
        return sample(
                "a card that stands is updated",
                () ->
                        world(
                                ",\"channel\":{\"S\":\"C0SHOP\"},\"ts\":{\"S\":\"1700000000.000100\"},\"shown\":{\"S\":%s}"
                                        .formatted(
                                                Json.text(
                                                        "{\"token\":\"t0ken\",\"rev\":2,\"episode\":2,\"incarnation\":\"1700000000000\",\"fingerprint\":\"f00d\"}"))),
                "card updated");
    }

    private static Sample sample(String name, Supplier<Answers> answers, String expect) {
        return new Sample(
                Function.SLACK_OUT,
                name,
                () ->
                        Json.batch(
                                "{\"amends\":\"report\",\"key\":\"%s\",\"state\":\"AWAITING\",\"rev\":5}"
                                        .formatted(Json.KEY)),
                answers,
                expect);
    }

    /**
     * What is in the table.
     *
     * @param card more of the card's item; empty when there is no card
     */
    private static Answers world(String card) {
        return new Answers()
                .on("GetItem", answer(Json.got(Json.settings("ask"))))
                .on("GetItem", "finding#", answer(Json.got(Json.finding("AWAITING", 5))))
                .on(
                        "GetItem",
                        "card#",
                        answer(
                                card.isEmpty()
                                        ? "{}"
                                        : Json.got(
                                                "{\"pk\":{\"S\":\"%s\"},\"lease\":{\"S\":\"\"},\"leaseUntil\":{\"N\":\"0\"},\"said\":{\"N\":\"0\"}%s}"
                                                        .formatted(Json.CARD_KEY, card))))
                .on(
                        "BatchGetItem",
                        answer(Json.gotMany(Json.settings("ask"), Json.finding("AWAITING", 5))))
                .on("Query", answer(Json.found()))
                .on("PutItem", answer("{}"))
                .on("UpdateItem", answer("{}"))
                .on(
                        "GetSecretValue",
                        answer(
                                "{\"ARN\":\"arn\",\"Name\":\"amends/slack\",\"SecretString\":\"{\\\"botToken\\\":\\\"xoxb-1\\\",\\\"signingSecret\\\":\\\"s\\\"}\"}"))
                .on("chat.postMessage", posted())
                .on("chat.update", posted());
    }

    private static Response posted() {
        return Response.json(
                "{\"ok\":true,\"channel\":\"C0SHOP\",\"ts\":\"1700000001.000200\",\"message\":{\"text\":\"posted\"}}");
    }
}
