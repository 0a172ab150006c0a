package dev.amends.restore;

import static dev.amends.restore.Json.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What log-groups was not primed with. */
final class LogGroupSamples {
    private static final String NAME = "/orders/api";

    /** The fingerprint of a group without retention whose remedy is 30 days. */
    private static final String UNSET_TO_30_DAYS = "6b231a7bbca4931280b83d936d296a78";

    /** The key of this group's finding. */
    private static final String KEY =
            "finding#log-group-no-retention#77987174b63ac7a3220c619b53db6023";

    /** What is read back after a fix. */
    private static final String FIXED = ",\"retentionInDays\":30";

    private LogGroupSamples() {}

    static List<Sample> all() {
        return List.of(
                sample("a new log group is fixed", created(), () -> world("fix"), "fixed"),
                sample(
                        "an old group is asked about",
                        created(),
                        () -> world("ask").on("DescribeLogGroups", answer(group(old(), ""))),
                        "asked"),
                sample(
                        "a retention was taken off, and the choice is left alone",
                        event("DeleteRetentionPolicy", "{\"logGroupName\":\"/orders/api\"}"),
                        () -> world("fix").on("DescribeLogGroups", answer(group(old(), ""))),
                        "flagged"),
                sample(
                        "an owner sets a retention, and no finding is open",
                        event(
                                "PutRetentionPolicy",
                                "{\"logGroupName\":\"/orders/api\",\"retentionInDays\":14}"),
                        () ->
                                world("fix")
                                        .on(
                                                "DescribeLogGroups",
                                                answer(group(old(), ",\"retentionInDays\":14"))),
                        "compliant"),
                sample(
                        "an event that no guardrail watches",
                        event("CreateLogStream", "{\"logGroupName\":\"/orders/api\"}"),
                        Answers::new,
                        "ignored"),
                sample("the heartbeat", () -> "{\"amends\":\"heartbeat\"}", Answers::new, "awake"),
                sample(
                        "CloudWatch Logs throttles, then answers",
                        created(),
                        () ->
                                world("fix")
                                        .on(
                                                "DescribeLogGroups",
                                                Answers.throttled(),
                                                answer(group(Instant.now(), "")),
                                                answer(group(Instant.now(), FIXED))),
                        "fixed"),
                sample(
                        "DynamoDB throttles the claim, then takes it",
                        created(),
                        () ->
                                world("fix")
                                        .on(
                                                "PutItem",
                                                "finding#",
                                                Answers.throttled(),
                                                answer("{}")),
                        "fixed"),
                sample(
                        "the read is denied",
                        created(),
                        () -> world("fix").on("DescribeLogGroups", Answers.denied()),
                        "failed"),
                sample(
                        "the write is denied",
                        created(),
                        () ->
                                world("fix")
                                        .on("DescribeLogGroups", answer(group(Instant.now(), "")))
                                        .on("PutRetentionPolicy", Answers.denied()),
                        "failed"),
                sample(
                        "the claim is refused: it is in hand",
                        created(),
                        LogGroupSamples::inHand,
                        "duplicate"),
                sample(
                        "what a person approved is done",
                        () -> decided(KEY),
                        LogGroupSamples::approved,
                        "fixed"),
                sample(
                        "an old decision is refused",
                        () -> decided(KEY),
                        () ->
                                world("ask")
                                        .on(
                                                "BatchGetItem",
                                                answer(
                                                        Json.gotMany(
                                                                Json.settings("ask"),
                                                                decision(1).replace(Json.KEY, KEY),
                                                                Json.finding("AWAITING", 3)
                                                                        .replace(Json.KEY, KEY)))),
                        "refused"));
    }

    /** For the warm path: always the same event. */
    static Sample warm() {
        return all().getFirst();
    }

    private static Sample sample(
            String name, Supplier<String> payload, Supplier<Answers> answers, String outcome) {
        return new Sample(
                Function.LOG_GROUPS, name, payload, answers, "\"outcome\":\"" + outcome + "\"");
    }

    private static Supplier<String> created() {
        return event("CreateLogGroup", "{\"logGroupName\":\"/orders/api\",\"kmsKeyId\":\"k\"}");
    }

    private static Supplier<String> event(String eventName, String parameters) {
        return () -> Json.batch(Json.record("logs", eventName, parameters, "null"));
    }

    static Answers world(String mode) {
        return Ledgers.empty(mode)
                .on(
                        "DescribeLogGroups",
                        answer(group(Instant.now(), "")),
                        answer(group(Instant.now(), FIXED)))
                .on(
                        "ListTagsForResource",
                        answer("{\"tags\":{\"team\":\"orders\",\"stage\":\"live\"}}"))
                .on("PutRetentionPolicy", answer("{}"));
    }

    private static String decided(String finding) {
        return Json.batch(
                "{\"amends\":\"nudge\",\"key\":\"decision#log-group-no-retention#t0ken\",\"finding\":\"%s\",\"why\":\"decided\"}"
                        .formatted(finding));
    }

    /** Somebody was quicker, with the same violation of the same group. */
    private static Answers inHand() {
        Instant created = Instant.ofEpochMilli(System.currentTimeMillis());
        return world("fix")
                .on("DescribeLogGroups", answer(group(created, "")))
                .on("PutItem", "finding#", Json.refused(finding(created)));
    }

    /** A decision about exactly what is there. */
    private static Answers approved() {
        Instant created = Instant.ofEpochMilli(old().toEpochMilli());
        return world("ask")
                .on("DescribeLogGroups", answer(group(created, "")), answer(group(created, FIXED)))
                .on(
                        "BatchGetItem",
                        answer(
                                Json.gotMany(
                                        Json.settings("ask"),
                                        real(decision(2), created),
                                        finding(created))));
    }

    private static String finding(Instant created) {
        return real(Json.finding("AWAITING", 4), created);
    }

    /** With the key, the incarnation and the fingerprint that the function works out itself. */
    private static String real(String item, Instant created) {
        return item.replace(Json.KEY, KEY)
                .replace("1700000000000", created.toString())
                .replace("f00d", UNSET_TO_30_DAYS);
    }

    private static Instant old() {
        return Instant.now().minus(Duration.ofDays(400));
    }

    private static String group(Instant created, String more) {
        return """
        {"logGroups":[{"arn":"arn:aws:logs:eu-west-1:111122223333:log-group:%1$s:*","logGroupName":"%1$s",
        "creationTime":%2$d,"logGroupClass":"STANDARD","metricFilterCount":0,"storedBytes":3221225472%3$s}]}
        """
                .formatted(NAME, created.toEpochMilli(), more);
    }

    /** Its finding has moved on since. */
    private static String decision(int episode) {
        String item =
                Json.item(
                        "decision#log-group-no-retention#t0ken",
                        "doc",
                        """
                        {"kind":"FIX","guardrail":"log-group-no-retention","finding":"%s","episode":%d,
                        "incarnation":"1700000000000","fingerprint":"f00d","by":"Ana (U0ANA)","user":"U0ANA","at":"%s","reason":""}
                        """
                                .formatted(Json.KEY, episode, Instant.now().minusSeconds(5)));
        return Json.due(item);
    }
}
