package dev.amends.cli;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Message;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Runner;
import dev.amends.core.run.Unreadable;
import dev.amends.loggroups.LogGroupNoRetention;
import dev.amends.loggroups.LogGroupState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The log groups' function as it is deployed, on the same ledger and inbox as the command line
 * under test. Only the log groups themselves are a map.
 */
final class GuardrailFunction {
    static final String ID = "log-group-no-retention";
    static final String ACCOUNT = "111122223333";
    static final String REGION = "us-east-1";

    final Map<String, Integer> retention = new LinkedHashMap<>();
    final Map<String, Instant> created = new LinkedHashMap<>();
    Instant now = Terminal.NOW;
    private final StubAws aws;
    private int messages;

    GuardrailFunction(StubAws aws) {
        this.aws = aws;
    }

    static String arn(String name) {
        return "arn:aws:logs:%s:%s:log-group:%s".formatted(REGION, ACCOUNT, name);
    }

    static String key(String name) {
        return Keys.finding(ID, ACCOUNT, REGION, arn(name));
    }

    Finding finding(String name) {
        return Books.in(aws.dynamo(), aws.table).ledger().find(key(name));
    }

    /** The id as people type it. */
    String id(String name) {
        return FindingLookup.id(finding(name));
    }

    /** A group without retention is made, at this age, and its event arrives. */
    Finding makes(String name, Duration age) {
        retention.put(name, null);
        created.put(name, now.minus(age));
        handle(
                Node.write(
                        Map.of(
                                "eventVersion",
                                "1.11",
                                "eventID",
                                "event-" + name,
                                "eventName",
                                "CreateLogGroup",
                                "eventSource",
                                "logs.amazonaws.com",
                                "eventTime",
                                now.minusSeconds(200).toString(),
                                "awsRegion",
                                REGION,
                                "recipientAccountId",
                                ACCOUNT,
                                "userIdentity",
                                Map.of(
                                        "type", "IAMUser",
                                        "arn", "arn:aws:iam::111122223333:user/bo",
                                        "userName", "bo"),
                                "requestParameters",
                                Map.of("logGroupName", name))));
        return finding(name);
    }

    /** Takes what is in its inbox, and what that puts there. */
    void works() {
        List<String> inbox = aws.queue("lg");
        while (!inbox.isEmpty()) {
            handle(inbox.removeFirst());
        }
    }

    private void handle(String body) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Guardrail<LogGroupState> guardrail = new LogGroupNoRetention();
        Runner<LogGroupState> runner =
                new Runner<>(
                        guardrail,
                        new Groups(),
                        Books.in(aws.dynamo(), aws.table),
                        finding -> {},
                        clock);
        try {
            new Inbox(
                            "arn:aws:iam::111122223333:role/amends",
                            REGION,
                            List.of(runner),
                            (delay, text) -> aws.queue("lg").add(text),
                            clock)
                    .handle(new Message("message-" + messages++, body, null, false));
        } catch (RetryLater | Unreadable e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Groups implements Resources<LogGroupState> {
        @Override
        public LogGroupState read(Target target, Change change) {
            String name = target.name();
            return created.containsKey(name)
                    ? new LogGroupState(
                            name,
                            created.get(name),
                            retention.get(name),
                            null,
                            "STANDARD",
                            false,
                            0,
                            Map.of())
                    : null;
        }

        @Override
        public void set(Target target, Map<String, String> fields) {
            String days = fields.get("retentionInDays");
            retention.put(target.name(), days == null ? null : Integer.valueOf(days));
        }
    }
}
