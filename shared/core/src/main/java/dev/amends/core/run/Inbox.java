package dev.amends.core.run;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.About;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Waits;
import dev.amends.core.run.Outcome.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a guardrail's function must look at comes in here: CloudTrail records, nudges, second
 * looks, redrives, records by hand. Sorts out what is not ours and hands the rest to the runners.
 */
public final class Inbox implements Handler {
    /** How much later than its two minutes a young change is looked at again. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** How often the time of the last event is noted. */
    private static final Duration NOTED = Duration.ofMinutes(15);

    /**
     * The account of the records in tests/events, one of those that AWS keeps for documents. Who
     * hands one in wants to see what it shows where they are.
     */
    private static final String SAMPLES = "111122223333";

    private final String role;
    private final String partition;
    private final String account;
    private final String region;
    private final List<Runner<?>> runners;
    private final LookAgain lookAgain;
    private final Clock clock;

    /** The newest event since the last note; null when there was none. */
    private @Nullable Instant newest;

    private Instant noted = Instant.EPOCH;

    /**
     * @param role our own role's ARN: what it did is not looked at
     * @param region the Region we run in
     */
    public Inbox(
            String role, String region, List<Runner<?>> runners, LookAgain lookAgain, Clock clock) {
        this.role = role;
        this.partition = role.split(":", 6)[1];
        this.account = role.split(":", 6)[4];
        this.region = region;
        this.runners = List.copyOf(runners);
        this.lookAgain = lookAgain;
        this.clock = clock;
    }

    @Override
    public List<Outcome> handle(Message message) throws RetryLater, Unreadable {
        Node node = parse(message.body());
        return switch (node.textOr("", "amends")) {
            case "" ->
                    message.byHand()
                            ? byHand(message, node)
                            : change(message, message.body(), node, Origin.EVENT, 0, runners);
            case "heartbeat" -> List.of(Outcome.of(Kind.AWAKE, "kept awake"));
            case "nudge" -> nudge(message, node);
            case "look" -> look(message, node, runners);
            case "redrive" -> {
                String body = node.textOr("", "body");
                yield change(message, body, parse(body), Origin.REDRIVE, 0, runners);
            }
            default -> throw new Unreadable("an amends message of no kind we know");
        };
    }

    /** At most once in a quarter of an hour: most events cost no call. */
    @Override
    public void batchEnded() {
        Instant event = newest;
        if (event != null && noted.plus(NOTED).isBefore(clock.instant())) {
            runners.forEach(runner -> runner.seen(event));
            noted = clock.instant();
            newest = null;
        }
    }

    private static Node parse(String text) throws Unreadable {
        try {
            Node node = Node.parse(text);
            if (!node.isObject()) {
                throw new Unreadable("not a JSON object");
            }
            return node;
        } catch (BadJson e) {
            throw new Unreadable("not JSON: " + e.getMessage());
        }
    }

    private List<Outcome> nudge(Message message, Node node) throws RetryLater, Unreadable {
        String key = node.textOr("", "key");
        String decision = node.textOr("", "decision");
        boolean known = Keys.isFinding(key) || Keys.isDecision(key) || Keys.isWait(key);
        for (Runner<?> runner : runners) {
            if (!known || !runner.about().id().equals(Keys.guardrail(key))) {
                continue;
            }
            if (Keys.isWait(key)) {
                return waited(message, key, runner);
            }
            if (Keys.isDecision(key)) {
                return List.of(
                        runner.decision(
                                key,
                                node.textOr("", "finding"),
                                message.id(),
                                finding ->
                                        lookAgain.in(Duration.ZERO, Nudges.decided(finding, key))));
            }
            return List.of(
                    decision.isEmpty()
                            ? runner.nudge(key, message.id())
                            : runner.decision(decision, key, message.id()));
        }
        throw new Unreadable("a nudge for no guardrail of this function");
    }

    /** The time has come of a change that waited for one of the guardrails. */
    private List<Outcome> waited(Message message, String key, Runner<?> runner)
            throws RetryLater, Unreadable {
        Waits.Waiting waiting = runner.waits().find(key);
        if (waiting == null) {
            return List.of(
                    runner.outcome(Kind.IGNORED, "nothing waits for this any more", "", key));
        }
        List<Outcome> outcomes = look(message, parse(waiting.message()), List.of(runner));
        if (outcomes.stream().noneMatch(outcome -> outcome.kind() == Kind.LATER)) {
            runner.waits().handled(waiting);
        }
        return outcomes;
    }

    /** A change that was looked at before. */
    private List<Outcome> look(Message message, Node node, List<Runner<?>> concerned)
            throws RetryLater, Unreadable {
        String text = node.textOr("", "record");
        // What has waited holds the record as it is: quoted once more it might not fit an item.
        Node record = node.at("record").isObject() ? node.at("record") : parse(text);
        Long look = node.number("look");
        return change(
                message,
                text,
                record,
                Origin.valueOf(node.textOr("EVENT", "origin")),
                look == null ? 0 : look.intValue(),
                concerned);
    }

    private List<Outcome> change(
            Message message,
            String record,
            Node node,
            Origin origin,
            int look,
            List<Runner<?>> concerned)
            throws RetryLater, Unreadable {
        return change(message, record, node, read(node, origin), look, concerned);
    }

    private static Change read(Node node, Origin origin) throws Unreadable {
        return Change.parse(node, origin)
                .orElseThrow(() ->
                        new Unreadable(
                                "no CloudTrail record: eventID, eventName, eventSource, eventTime, account and Region are needed"));
    }

    /**
     * A record that a person handed in. A sample is taken as if it had just happened here, and
     * judged at once: nothing happened that could still be on its way. What comes through the inbox
     * is never taken for a sample, and of this one, too, only what is read from AWS counts.
     */
    private List<Outcome> byHand(Message message, Node node) throws RetryLater, Unreadable {
        Change change = read(node, Origin.MANUAL);
        if (!change.account().equals(SAMPLES) || account.equals(SAMPLES)) {
            return change(message, message.body(), node, change, 0, runners);
        }
        String here =
                message.body()
                        .replace("arn:aws:", "arn:" + partition + ":")
                        .replace(SAMPLES, account)
                        .replace(change.region(), region);
        Node sample = parse(here);
        return change(
                message,
                here,
                sample,
                read(sample, Origin.MANUAL).at(message.id(), clock.instant()),
                Runner.LOOKS,
                runners);
    }

    private List<Outcome> change(
            Message message,
            String record,
            Node node,
            Change change,
            int look,
            List<Runner<?>> concerned)
            throws RetryLater {
        if (change.origin() == Origin.EVENT && look == 0 && !change.notice()) {
            // What this is noted for is whether a trail delivers.
            newest = change.time();
        }
        Optional<String> notOurs = notOurs(change);
        if (notOurs.isPresent()) {
            return List.of(Outcome.of(Kind.IGNORED, notOurs.get()));
        }
        List<Outcome> outcomes = new ArrayList<>();
        boolean soon = false;
        for (Runner<?> runner : concerned) {
            About about = runner.about();
            if (about.eventSource().equals(change.eventSource())
                    && about.events().contains(change.eventName())) {
                Outcome outcome = runner.change(change, message.id(), look);
                outcomes.add(outcome);
                if (outcome.kind() == Kind.LATER && outcome.until() != null) {
                    hold(runner, change, node, look, outcome.until());
                } else {
                    soon |= outcome.kind() == Kind.LATER;
                }
            }
        }
        if (outcomes.isEmpty()) {
            return List.of(
                    Outcome.of(Kind.IGNORED, "no guardrail here watches " + change.eventName()));
        }
        if (soon) {
            again(change, record, look + 1);
        }
        return outcomes;
    }

    private Optional<String> notOurs(Change change) {
        if (change.errorCode() != null) {
            return Optional.of("the call failed and changed nothing: " + change.errorCode());
        }
        if (!change.account().equals(account)) {
            return Optional.of("another account's: " + change.account());
        }
        if (!change.region().equals(region)) {
            return Optional.of("another Region's: " + change.region());
        }
        return role.equals(change.actor().role()) ? Optional.of("our own doing") : Optional.empty();
    }

    /**
     * Looks at a young change again in a moment. These are the only messages that a function sends
     * itself in a chain, and Lambda stops a chain at the 17th: {@link Runner#LOOKS} bounds it.
     */
    private void again(Change change, String record, int look) throws RetryLater {
        if (look > Runner.LOOKS) {
            throw new RetryLater("looked at %d times already".formatted(look));
        }
        Duration age = Duration.between(change.time(), clock.instant());
        Duration young = Runner.YOUNG.plus(MARGIN).minus(age.isNegative() ? Duration.ZERO : age);
        lookAgain.in(young.isPositive() ? young : MARGIN, message(change, record, look));
    }

    /** Keeps a change until a pause ends; then the keeper brings it. */
    private static void hold(Runner<?> runner, Change change, Node record, int look, Instant until)
            throws RetryLater {
        String message = message(change, record.value(), look);
        if (!Waits.holds(message)) {
            throw new RetryLater("the record is too large to be kept until the pause ends");
        }
        String guardrail = runner.about().id();
        runner.waits()
                .untilResumed(
                        new Waits.Waiting(
                                Keys.wait(guardrail, change.eventId()),
                                until.truncatedTo(ChronoUnit.MILLIS),
                                message));
    }

    private static String message(Change change, @Nullable Object record, int look) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("amends", "look");
        message.put("look", look);
        message.put("origin", change.origin().name());
        message.put("record", record);
        return Node.write(message);
    }
}
