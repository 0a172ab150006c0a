package dev.amends.slackout;

import dev.amends.core.change.Origin;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Mistake;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Seen;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Subject;
import dev.amends.core.ledger.Term;
import dev.amends.core.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Findings and settings for the tests of cards. */
final class Findings {
    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private Findings() {}

    static Settings settings() {
        try {
            return new Settings(
                    Node.parse(
                            """
                            {"accountName":"shop <prod>","docs":"https://docs.example.com/amends/",
                             "slack":{"channel":"#amends-local"}}
                            """));
        } catch (BadJson e) {
            throw new IllegalStateException(e);
        }
    }

    static Subject subject(String name) {
        return new Subject(
                "log-group-no-retention",
                "Log group that keeps everything for ever",
                "guardrails/log-group-no-retention.md",
                new Target(
                        "111122223333",
                        "eu-west-1",
                        "arn:aws:logs:eu-west-1:111122223333:log-group:" + name,
                        name));
    }

    static Move move(String name, Step step, String fingerprint, Tool tool, String stack) {
        Map<String, String> before = new HashMap<>();
        before.put("retentionInDays", null);
        Seen seen =
                new Seen(
                        "1",
                        fingerprint,
                        Severity.LOW,
                        "Without a retention, " + name + " keeps its logs for ever.",
                        "Stored logs cost $0.03 per GB and month.",
                        stack,
                        null,
                        new Cause(
                                "e-" + fingerprint,
                                "CreateLogGroup",
                                AT,
                                "ana & <bo>",
                                "arn:aws:iam::111122223333:user/ana",
                                tool,
                                Origin.EVENT),
                        new Remedy(
                                "set its retention to 30 days",
                                "Set its retention to 30 days.",
                                before,
                                Map.of("retentionInDays", "30"),
                                true,
                                null,
                                List.of(
                                        "aws logs put-retention-policy --log-group-name '"
                                                + name
                                                + "'"),
                                "RetentionInDays: 30",
                                "retention_in_days = 30"));
        return Move.of(subject(name), step, "worker", AT, "Left alone for now.")
                .seeing(seen)
                .settledBy(step == Step.FINE ? "ana & <bo>" : null);
    }

    /** The same step at another time, lasting for a while. */
    static Move at(Move move, Instant at, Term term) {
        return new Move(
                move.subject(),
                move.step(),
                move.worker(),
                at,
                move.decision(),
                move.seen(),
                move.by(),
                move.remedy(),
                term,
                move.decided(),
                move.afresh());
    }

    /** A finding about a change that somebody made whose session has this name. */
    static Move by(String session) {
        Move move = move("/by", Step.FLAG, "f", Tool.CONSOLE, null);
        Seen seen = move.seen();
        Cause cause = seen.cause();
        return move.seeing(
                new Seen(
                        seen.incarnation(),
                        seen.fingerprint(),
                        seen.severity(),
                        seen.sentence(),
                        seen.cost(),
                        seen.stack(),
                        seen.owner(),
                        new Cause(
                                cause.eventId(),
                                cause.eventName(),
                                cause.time(),
                                session,
                                cause.actorArn(),
                                cause.tool(),
                                cause.origin()),
                        seen.remedy()));
    }

    /** A finding whose remedy changes so much text. */
    static Move large(String name, int characters) {
        Move move = move(name, Step.ASK, "f", Tool.CLI, null);
        Seen seen = move.seen();
        Remedy remedy = seen.remedy();
        return move.seeing(
                new Seen(
                        seen.incarnation(),
                        seen.fingerprint(),
                        seen.severity(),
                        seen.sentence(),
                        seen.cost(),
                        seen.stack(),
                        seen.owner(),
                        seen.cause(),
                        new Remedy(
                                remedy.does(),
                                remedy.done(),
                                Map.of("document", "short"),
                                Map.of("document", "x".repeat(characters)),
                                true,
                                null,
                                List.of(),
                                "",
                                "")));
    }

    /** A finding whose remedy may lose something. */
    static Finding risky(String name) {
        return ((Answer.Moved) Episodes.answer(null, risk(name))).finding();
    }

    /** What opens a finding whose remedy may lose something. */
    static Move risk(String name) {
        Move move = move(name, Step.ASK, "f", Tool.CLI, null);
        Remedy safe = move.seen().remedy();
        Remedy risky =
                new Remedy(
                        safe.does(),
                        safe.done(),
                        safe.before(),
                        safe.after(),
                        true,
                        "log lines older than 30 days would be deleted.",
                        safe.byHand(),
                        "",
                        "");
        Seen seen = move.seen();
        return move.seeing(
                new Seen(
                        seen.incarnation(),
                        seen.fingerprint(),
                        seen.severity(),
                        seen.sentence(),
                        seen.cost(),
                        seen.stack(),
                        seen.owner(),
                        seen.cause(),
                        risky));
    }

    static Finding fixed(String name) {
        Finding claimed =
                ((Answer.Moved) Episodes.answer(null, move(name, Step.FIX, "f", Tool.CLI, null)))
                        .finding();
        return ((Answer.Moved) Episodes.answer(claimed, move(name, Step.DONE, "f", Tool.CLI, null)))
                .finding();
    }

    /** A finding that is made of so many mistakes, each named in a sentence of its own. */
    static Finding several(int mistakes) {
        Seen one = move("orders", Step.FLAG, "f", Tool.SAM, null).seen();
        List<Mistake> all = new ArrayList<>();
        for (int i = 0; i < mistakes; i++) {
            all.add(
                    new Mistake(
                            "orders/log-group-no-retention/Log" + i,
                            i == 0 ? Severity.HIGH : Severity.LOW,
                            "Log%d <keeps> its logs for ever, and you pay for them for ever."
                                    .formatted(i),
                            "line %d: Log%d:".formatted(i + 3, i),
                            "RetentionInDays: 30"));
        }
        Seen seen =
                new Seen(
                        one.incarnation(),
                        one.fingerprint(),
                        Severity.HIGH,
                        "The stack orders has %d mistakes in its template.".formatted(mistakes),
                        null,
                        null,
                        null,
                        one.cause(),
                        null,
                        null,
                        all);
        Move move =
                Move.of(
                        subject("orders"),
                        Step.FLAG,
                        "worker",
                        AT,
                        "Only a person can put this right.");
        return ((Answer.Moved) Episodes.answer(null, move.seeing(seen))).finding();
    }
}
