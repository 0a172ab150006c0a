package dev.amends.restore;

import static dev.amends.restore.Json.answer;

/** What DynamoDB, SQS and SNS answer the function of a guardrail when nothing goes wrong. */
final class Ledgers {
    private Ledgers() {}

    /** No finding is known, and everything written is taken. */
    static Answers empty(String mode) {
        return new Answers()
                .on("BatchGetItem", answer(Json.gotMany(Json.settings(mode))))
                .on("GetItem", answer("{}"))
                .on("PutItem", answer("{}"))
                .on("UpdateItem", answer("{}"))
                .on("TransactWriteItems", answer("{}"))
                .on("SendMessage", answer("{\"MessageId\":\"m\"}"))
                .on("Publish", Json.published());
    }
}
