package dev.amends.slackin;

import static dev.amends.slackin.Standin.ANN;
import static dev.amends.slackin.Standin.BEN;
import static dev.amends.slackin.Standin.CAT;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The attacks, in the order of docs/attack-table.md. */
final class Attacks {
    private static final String A = "/aws/lambda/orders";
    private static final String B = "/aws/lambda/bills";
    private static final String NOT_AMONG =
            "You are not among the approvers of log-group-no-retention (settings.yaml, approvers). ";
    private static final String REDRAWN = "This card has been redrawn since; use the newest one.";
    private static final String OFFERS = " The card offers what can still be decided.";
    private static final String NOT_OURS =
            "Amends does not know this button. Use the card's newest drawing, or `/amends findings`.";

    private Attacks() {}

    static List<Attack> unsigned() {
        return List.of(
                Attack.unsigned(
                        "wrong secret",
                        401,
                        "the signature does not fit",
                        world -> send(world, Signed.event(fix(world), now(world), "another"))),
                Attack.unsigned(
                        "altered body",
                        401,
                        "the signature does not fit",
                        world -> {
                            Map<String, Object> event = Signed.event(fix(world), now(world));
                            event.put("body", fix(world).replace("fix", "undo"));
                            return send(world, event);
                        }),
                Attack.unsigned(
                        "old timestamp",
                        401,
                        "signed more than five minutes from now",
                        world ->
                                send(
                                        world,
                                        Signed.event(fix(world), now(world).minusSeconds(301)))),
                Attack.unsigned(
                        "future timestamp",
                        401,
                        "signed more than five minutes from now",
                        world ->
                                send(world, Signed.event(fix(world), now(world).plusSeconds(302)))),
                Attack.unsigned(
                        "missing headers",
                        401,
                        "not signed",
                        world -> {
                            Map<String, Object> event = Signed.event(fix(world), now(world));
                            event.remove("headers");
                            return send(world, event);
                        }),
                Attack.unsigned(
                        "oversized body",
                        413,
                        "the body is larger than 256 KiB",
                        world ->
                                send(
                                        world,
                                        Signed.event(
                                                fix(world) + "&x=" + "x".repeat(256 * 1024),
                                                now(world)))),
                Attack.unsigned(
                        "oversized body as Base64",
                        413,
                        "the body is larger than 256 KiB",
                        world -> {
                            String body = fix(world) + "&x=" + "x".repeat(256 * 1024);
                            Map<String, Object> event = Signed.event(body, now(world));
                            event.put(
                                    "body",
                                    Base64.getEncoder()
                                            .encodeToString(body.getBytes(StandardCharsets.UTF_8)));
                            event.put("isBase64Encoded", true);
                            return send(world, event);
                        }),
                Attack.unsigned(
                        "Base64 junk",
                        401,
                        "the body is not Base64",
                        world -> {
                            Map<String, Object> event = Signed.event(fix(world), now(world));
                            event.put("isBase64Encoded", true);
                            return send(world, event);
                        }),
                Attack.unsigned(
                        "junk JSON, signed",
                        400,
                        "signed, but not JSON",
                        world ->
                                send(
                                        world,
                                        Signed.event(
                                                "payload=" + Signed.encode("{\"type\":"),
                                                now(world)))),
                Attack.unsigned(
                        "duplicate keys in the JSON, signed",
                        400,
                        "signed, but not JSON",
                        world ->
                                send(
                                        world,
                                        Signed.event(
                                                fix(world)
                                                        .replace(
                                                                Signed.encode("{\"type\""),
                                                                Signed.encode(
                                                                        "{\"type\":\"x\",\"type\"")),
                                                now(world)))),
                Attack.unsigned(
                        "a field twice in the form, signed",
                        400,
                        "signed, but not a form",
                        world -> send(world, Signed.event(fix(world) + "&payload=x", now(world)))));
    }

    static List<Attack> signed() {
        return List.of(
                new Attack(
                        "other workspace",
                        "another workspace or app",
                        403,
                        "",
                        ANN,
                        0,
                        world -> {
                            Map<String, Object> payload = pressed(world, ANN, "fix", A);
                            payload.put("team", Map.of("id", "T0OTHER001"));
                            return send(world, payload(world, payload));
                        }),
                new Attack(
                        "other app",
                        "another workspace or app",
                        403,
                        "",
                        ANN,
                        0,
                        world -> {
                            Map<String, Object> payload = pressed(world, ANN, "fix", A);
                            payload.put("api_app_id", "A0OTHER001");
                            return send(world, payload(world, payload));
                        }),
                Attack.by(
                        BEN,
                        "user not allowed",
                        "not among the approvers",
                        NOT_AMONG + "Ask one of: <@U0ANN00001> <@U0CAT00001>.",
                        world -> send(world, payload(world, pressed(world, BEN, "fix", A)))),
                Attack.by(
                        BEN,
                        "user only in a group whose list of members is stale",
                        "not among the approvers",
                        NOT_AMONG
                                + "Ask one of: <!subteam^S0PLATFRM1>. If you have just joined such a group, try again in an hour: that is how often its members are read.",
                        world -> {
                            world.settings(
                                    """
                                    {"slack":{"workspace":"T0AMENDS01","app":"A0AMENDS01"},"approvers":{"groups":["S0PLATFRM1"]}}
                                    """);
                            world.item(
                                    "members",
                                    "{\"groups\":{\"S0PLATFRM1\":[\"U0BEN00001\"]},\"at\":\"%s\"}"
                                            .formatted(now(world).minus(Duration.ofHours(25))));
                            return send(world, payload(world, pressed(world, BEN, "fix", A)));
                        }),
                Attack.by(
                        ANN,
                        "expired approval",
                        "the finding offers no FIX in state AWAITING",
                        "That is not possible any more. Its state is now *Waits for a decision*, but the time to approve is over: Left alone for now: /aws/lambda/orders."
                                + OFFERS,
                        world -> {
                            Map<String, Object> payload = pressed(world, ANN, "fix", A);
                            world.clock.forward(Duration.ofHours(24));
                            return send(world, payload(world, payload));
                        }),
                Attack.by(
                        CAT,
                        "second press",
                        "decided already, by somebody (U0ANN00001)",
                        "<@U0ANN00001> pressed Fix first, at <time>; your press changed nothing. The card shows what comes of it.",
                        world -> {
                            world.send(payload(world, pressed(world, ANN, "fix", A)));
                            return send(world, payload(world, press(CAT, "fix", A)));
                        }),
                new Attack(
                        "two people at once",
                        "decided already, by somebody (<one of them>)",
                        200,
                        "<one of them> pressed Fix first, at <time>; your press changed nothing. The card shows what comes of it.",
                        "<one of them>",
                        1,
                        world -> {
                            world.awaiting(A);
                            return atOnce(
                                    world,
                                    payload(world, press(ANN, "fix", A)),
                                    payload(world, press(CAT, "fix", A)));
                        }),
                Attack.by(
                        ANN,
                        "stale state: the violation is another one by now",
                        "the finding has changed since it was shown",
                        "The finding has changed since this card was drawn, so your press changed nothing. Its state is now *Waits for a decision*: Left alone for now: /aws/lambda/orders. Use the newest card.",
                        world -> {
                            Map<String, Object> payload = pressed(world, ANN, "fix", A);
                            world.take(A, Step.ASK, "f2");
                            return send(world, payload(world, payload));
                        }),
                Attack.by(
                        ANN,
                        "token of an older card",
                        "a token of an older card",
                        REDRAWN,
                        world -> {
                            Finding finding = world.awaiting(A);
                            world.draw(finding, "newer");
                            return send(world, payload(world, press(ANN, "fix", A)));
                        }),
                Attack.by(
                        ANN,
                        "token of another finding's card",
                        "a token of an older card",
                        REDRAWN,
                        world -> {
                            world.awaiting(A);
                            world.awaiting(B);
                            return send(
                                    world,
                                    payload(
                                            world,
                                            Signed.press(ANN, "fix", key(A), World.token(B))));
                        }),
                Attack.by(
                        ANN,
                        "forged decision: a button that is not offered",
                        "the finding offers no UNDO in state AWAITING",
                        "That is not possible any more. Its state is now *Waits for a decision*: Left alone for now: /aws/lambda/orders."
                                + OFFERS,
                        world -> send(world, payload(world, pressed(world, ANN, "undo", A)))),
                Attack.by(
                        ANN,
                        "a digest card's button with a finding's key",
                        "a button value that is none of ours",
                        NOT_OURS,
                        world -> send(world, payload(world, pressed(world, ANN, "fix_all", A)))),
                Attack.by(
                        ANN,
                        "a button value that names another item of the table",
                        "a button value that is none of ours",
                        NOT_OURS,
                        world ->
                                send(
                                        world,
                                        payload(world, Signed.press(ANN, "fix", "settings", "t")))),
                Attack.by(
                        ANN,
                        "deleted finding",
                        "no such finding",
                        "This finding is no longer in the ledger, so there is nothing to decide. If the mistake is made again, a new card comes.",
                        world -> {
                            Map<String, Object> payload = pressed(world, ANN, "fix", A);
                            world.delete(key(A));
                            return send(world, payload(world, payload));
                        }),
                Attack.by(
                        ANN,
                        "Slack markup in a resource's name",
                        "the finding offers no UNDO in state AWAITING",
                        "That is not possible any more. Its state is now *Waits for a decision*: Left alone for now: &lt;!channel&gt; &lt;https://evil.example|orders&gt;."
                                + OFFERS,
                        world ->
                                send(
                                        world,
                                        payload(
                                                world,
                                                pressed(
                                                        world,
                                                        ANN,
                                                        "undo",
                                                        "<!channel> <https://evil.example|orders>")))),
                Attack.by(
                        CAT,
                        "Slack markup in a reason",
                        "paused",
                        "Amends is paused until <time> by somebody (U0ANN00001): &lt;!everyone&gt; see &lt;https://evil.example|the runbook&gt; Nothing is fixed meanwhile. Wait, or end it with `/amends resume`, then press again.",
                        world -> {
                            Map<String, Object> payload = pressed(world, CAT, "fix", A);
                            world.send(
                                    Signed.event(
                                            Signed.command(
                                                    ANN,
                                                    "pause 1h <!everyone> see <https://evil.example|the runbook>"),
                                            now(world)));
                            return send(world, payload(world, payload));
                        }),
                Attack.by(
                        BEN,
                        "a form that somebody submits who may not",
                        "not among the approvers",
                        NOT_AMONG + "Ask one of: <@U0ANN00001> <@U0CAT00001>.",
                        world -> {
                            world.awaiting(A);
                            return send(
                                    world, payload(world, submission(BEN, key(A), World.token(A))));
                        }),
                Attack.by(
                        ANN,
                        "a form whose private_metadata names another finding",
                        "a token of an older card",
                        REDRAWN,
                        world -> {
                            world.awaiting(A);
                            world.awaiting(B);
                            return send(
                                    world, payload(world, submission(ANN, key(B), World.token(A))));
                        }),
                Attack.by(
                        ANN,
                        "a form whose private_metadata names another item of the table",
                        "a button value that is none of ours",
                        NOT_OURS,
                        world -> send(world, payload(world, submission(ANN, "settings", "t")))),
                Attack.by(
                        ANN,
                        "the same signed press again",
                        "decided already, by somebody (U0ANN00001)",
                        "You pressed Fix already, at <time>; nothing was done twice.",
                        world -> {
                            Map<String, Object> event =
                                    payload(world, pressed(world, ANN, "fix", A));
                            world.send(event);
                            return send(world, event);
                        }),
                Attack.by(
                        ANN,
                        "the same signed pause again, after a resume",
                        "overtaken by another pause or resume",
                        "Somebody paused or resumed Amends at the same moment, so yours changed nothing. See `/amends status`, and try again if it is still wanted.",
                        world -> {
                            Map<String, Object> event =
                                    Signed.event(
                                            Signed.command(ANN, "pause 1h outage"), now(world));
                            world.send(event);
                            world.clock.forward(Duration.ofSeconds(2));
                            world.send(Signed.event(Signed.command(CAT, "resume"), now(world)));
                            return send(world, event);
                        }),
                Attack.by(
                        BEN,
                        "a pause by somebody who may not",
                        "not among the approvers",
                        "You are not among the approvers of Amends (settings.yaml, approvers). Ask one of: <@U0ANN00001> <@U0CAT00001>.",
                        world ->
                                send(
                                        world,
                                        Signed.event(
                                                Signed.command(BEN, "pause 7d quiet"),
                                                now(world)))));
    }

    private static Instant now(World world) {
        return world.clock.instant();
    }

    private static String key(String name) {
        return World.subject(name).key();
    }

    private static Map<String, Object> press(String user, String action, String name) {
        return Signed.press(user, action, key(name), World.token(name));
    }

    /** A press on the card of a finding that waits for a decision. */
    private static Map<String, Object> pressed(
            World world, String user, String action, String name) {
        world.awaiting(name);
        return press(user, action, name);
    }

    /** The body of a press on Fix that would be taken if it came as it should. */
    private static String fix(World world) {
        if (world.ledger.find(key(A)) == null) {
            world.awaiting(A);
        }
        return Signed.payload(press(ANN, "fix", A));
    }

    private static Map<String, Object> submission(String user, String key, String token) {
        return Signed.submission(user, key, token, new HashMap<>(Signed.values("7", "because")));
    }

    private static Map<String, Object> payload(World world, Map<String, Object> payload) {
        return Signed.event(Signed.payload(payload), now(world));
    }

    private static Supplier<List<World.Said>> send(World world, Map<String, Object> event) {
        return () -> List.of(world.send(event));
    }

    private static Supplier<List<World.Said>> atOnce(
            World world, Map<String, Object> one, Map<String, Object> other) {
        return () -> {
            try (ExecutorService two = Executors.newFixedThreadPool(2)) {
                List<Callable<World.Said>> both =
                        List.of(() -> world.send(one), () -> world.send(other));
                List<World.Said> said = new java.util.ArrayList<>();
                for (Future<World.Said> each : two.invokeAll(both)) {
                    said.add(each.get());
                }
                return said;
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Whether a key is one that slack-in may write. */
    static boolean writable(String key) {
        return Keys.isDecision(key);
    }
}
