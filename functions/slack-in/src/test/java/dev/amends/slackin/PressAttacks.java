package dev.amends.slackin;

import static dev.amends.slackin.Acts.A;
import static dev.amends.slackin.Acts.B;
import static dev.amends.slackin.Acts.NOT_AMONG;
import static dev.amends.slackin.Acts.NOT_OURS;
import static dev.amends.slackin.Acts.OFFERS;
import static dev.amends.slackin.Acts.REDRAWN;
import static dev.amends.slackin.Acts.atOnce;
import static dev.amends.slackin.Acts.key;
import static dev.amends.slackin.Acts.now;
import static dev.amends.slackin.Acts.payload;
import static dev.amends.slackin.Acts.press;
import static dev.amends.slackin.Acts.pressed;
import static dev.amends.slackin.Acts.send;
import static dev.amends.slackin.Standin.ANN;
import static dev.amends.slackin.Standin.BEN;
import static dev.amends.slackin.Standin.CAT;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Presses that Slack signed. */
final class PressAttacks {
    private PressAttacks() {}

    static List<Attack> all() {
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
                            world.card(finding, "newer", "2.0");
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
                        }));
    }
}
