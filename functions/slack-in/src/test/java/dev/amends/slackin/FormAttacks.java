package dev.amends.slackin;

import static dev.amends.slackin.Acts.A;
import static dev.amends.slackin.Acts.B;
import static dev.amends.slackin.Acts.NOT_AMONG;
import static dev.amends.slackin.Acts.NOT_OURS;
import static dev.amends.slackin.Acts.REDRAWN;
import static dev.amends.slackin.Acts.key;
import static dev.amends.slackin.Acts.now;
import static dev.amends.slackin.Acts.payload;
import static dev.amends.slackin.Acts.pressed;
import static dev.amends.slackin.Acts.send;
import static dev.amends.slackin.Acts.submission;
import static dev.amends.slackin.Standin.ANN;
import static dev.amends.slackin.Standin.BEN;
import static dev.amends.slackin.Standin.CAT;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Forms and commands that Slack signed, and requests that come again. */
final class FormAttacks {
    private FormAttacks() {}

    static List<Attack> all() {
        return List.of(
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
}
