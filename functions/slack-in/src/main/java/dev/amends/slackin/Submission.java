package dev.amends.slackin;

import dev.amends.core.guardrail.Glob;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.HttpReply;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Keys;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.settings.Exemptions;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.ButtonValue;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody submitted the form for an exemption. Everything is checked again: minutes may have gone
 * by, and what the form carries is not proof of anything.
 */
final class Submission {
    /** A longer exemption is another setting. */
    private static final int DAYS_MOST = 365;

    /** A pattern with less than this says nothing about names. */
    private static final int PATTERN_LEAST = 3;

    private final SettingsStore store;
    private final Recorder recorder;
    private final Clock clock;

    Submission(SettingsStore store, Recorder recorder, Clock clock) {
        this.store = store;
        this.recorder = recorder;
        this.clock = clock;
    }

    HttpReply handle(Payload payload, Budget budget) {
        Instant now = clock.instant();
        Who who = payload.who();
        Node metadata = metadata(payload);
        Optional<ButtonValue> value =
                Checks.value(metadata.textOr("", "value"))
                        .filter(each -> Keys.isFinding(each.key()));
        List<String> keys = value.map(Submission::keys).orElse(List.of());
        Reading reading = Reading.of(store, keys, now);
        if (reading == null) {
            return Replies.status(403, Reading.NONE, who.id());
        }
        if (!reading.admits(payload.workspace(), payload.app())) {
            return Replies.status(403, "another workspace or app", who.id());
        }
        if (!ExemptForm.CALLBACK.equals(payload.view().text("callback_id"))) {
            return Replies.ok(
                    Replies.outcome(Kind.IGNORED, "a form that is none of ours", "", ""), who);
        }
        if (value.isEmpty()) {
            return refuse(Checks.NOT_OURS, who, "", "");
        }
        return switch (Checks.finding(reading, who, value.get(), Decision.Kind.EXEMPT, now)) {
            case Checked.Not(Refusal refusal) ->
                    refuse(
                            refusal,
                            who,
                            String.valueOf(Checks.guardrail(value.get().key())),
                            value.get().key());
            case Checked.Shown shown -> decide(payload, shown, reading, now, budget);
        };
    }

    private static List<String> keys(ButtonValue value) {
        return List.of(
                value.key(),
                Keys.card(value.key()),
                Keys.exemptions(String.valueOf(Keys.guardrail(value.key()))));
    }

    private HttpReply decide(
            Payload payload, Checked.Shown shown, Reading reading, Instant now, Budget budget) {
        Who who = payload.who();
        Map<String, String> wrong = new LinkedHashMap<>();
        Node values = payload.view().at("state", "values");
        Instant until = until(values, now, wrong);
        String reason = reason(values, wrong);
        Decision.Scope scope = scope(values, shown, wrong);
        if (scope instanceof Decision.Names && full(reading, shown.guardrail(), now)) {
            wrong.put(
                    ExemptForm.PATTERN,
                    "There are %d exemptions by name already. End one first, or change the settings."
                            .formatted(Exemptions.MOST));
        }
        if (until == null || !wrong.isEmpty()) {
            return Replies.errors(
                    wrong,
                    Replies.outcome(
                            Kind.REFUSED,
                            "the form is not filled in rightly: "
                                    + String.join(", ", wrong.keySet()),
                            shown.guardrail(),
                            shown.value().key()),
                    who);
        }
        Decision decision =
                new Decision(
                        Keys.decision(shown.guardrail(), shown.value().token()),
                        Decision.Kind.EXEMPT,
                        shown.guardrail(),
                        scope,
                        who.label(),
                        who.id(),
                        now,
                        until,
                        reason);
        Decision first = recorder.write(decision);
        if (first != null) {
            return refuse(
                    new Refusal("decided already, by " + first.by(), Words.first(first, who)),
                    who,
                    shown.guardrail(),
                    shown.value().key());
        }
        return Replies.ok(
                recorder.follow(decision, shown.value().key(), place(shown), who, budget), who);
    }

    private static boolean full(Reading reading, String guardrail, Instant now) {
        return Exemptions.decode(reading.item(Keys.exemptions(guardrail))).stream()
                        .filter(each -> each.until().isAfter(now))
                        .count()
                >= Exemptions.MOST;
    }

    /** A submission does not carry the message; the card item has it as it was drawn. */
    private static Recorder.Place place(Checked.Shown shown) {
        String channel = shown.card().channel();
        String ts = shown.card().ts();
        Node message;
        try {
            message = Node.parse(shown.card().plain());
        } catch (BadJson e) {
            // Not drawn yet as far as we know; slack-out draws it anyway.
            message = Node.ABSENT;
        }
        return new Recorder.Place(channel == null ? "" : channel, ts == null ? "" : ts, message);
    }

    private static Node metadata(Payload payload) {
        try {
            return Node.parse(payload.view().textOr("", "private_metadata"));
        } catch (BadJson e) {
            return Node.ABSENT;
        }
    }

    private static @Nullable Instant until(Node values, Instant now, Map<String, String> wrong) {
        String date = values.text(ExemptForm.DATE, ExemptForm.DATE, "selected_date");
        if (date != null) {
            try {
                LocalDate day = LocalDate.parse(date);
                LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
                if (!day.isBefore(today) && !day.isAfter(today.plusDays(DAYS_MOST))) {
                    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
                }
            } catch (DateTimeException e) {
                // Said below.
            }
            wrong.put(ExemptForm.DATE, "Choose a day from today on, within a year.");
            return null;
        }
        String days = chosen(values, ExemptForm.UNTIL);
        if (List.of("7", "30", "90").contains(days)) {
            return now.plus(Duration.ofDays(Long.parseLong(days)));
        }
        wrong.put(ExemptForm.UNTIL, "Choose 7, 30 or 90 days, or another day below.");
        return null;
    }

    private static String reason(Node values, Map<String, String> wrong) {
        String reason = values.textOr("", ExemptForm.REASON, ExemptForm.REASON, "value").strip();
        if (reason.length() < ExemptForm.REASON_LEAST || reason.length() > ExemptForm.REASON_MOST) {
            wrong.put(
                    ExemptForm.REASON,
                    "Say why in %d to %d characters; whoever reads it later decides by it."
                            .formatted(ExemptForm.REASON_LEAST, ExemptForm.REASON_MOST));
        }
        return reason;
    }

    private static Decision.Scope scope(
            Node values, Checked.Shown shown, Map<String, String> wrong) {
        if (ExemptForm.MISTAKE.equals(chosen(values, ExemptForm.SCOPE))) {
            return mistake(values, shown, wrong);
        }
        if (!"names".equals(chosen(values, ExemptForm.SCOPE))) {
            return new Decision.One(
                    shown.value().key(),
                    shown.rendering().episode(),
                    shown.rendering().incarnation(),
                    shown.rendering().fingerprint());
        }
        String pattern = values.textOr("", ExemptForm.PATTERN, ExemptForm.PATTERN, "value").strip();
        if (pattern.replace("*", "").length() < PATTERN_LEAST) {
            wrong.put(
                    ExemptForm.PATTERN,
                    "Name at least %d characters besides *; to leave everything alone, set the guardrail's mode to off."
                            .formatted(PATTERN_LEAST));
        } else if (pattern.length() > ExemptForm.PATTERN_MOST) {
            wrong.put(
                    ExemptForm.PATTERN,
                    "A pattern has at most %d characters.".formatted(ExemptForm.PATTERN_MOST));
        } else if (Stream.concat(Stream.of(shown.name()), shown.finding().seen().names().stream())
                .noneMatch(name -> Glob.matches(pattern, name))) {
            wrong.put(ExemptForm.PATTERN, "This pattern does not fit the resource you exempt.");
        }
        return new Decision.Names(pattern);
    }

    private static Decision.Scope mistake(
            Node values, Checked.Shown shown, Map<String, String> wrong) {
        List<String> names = ExemptForm.mistakes(shown);
        String chosen = chosen(values, ExemptForm.MISTAKE);
        for (int i = 0; i < names.size(); i++) {
            if (Integer.toString(i).equals(chosen)) {
                return new Decision.Names(names.get(i));
            }
        }
        wrong.put(ExemptForm.MISTAKE, "Choose the mistake that is to be left alone.");
        return new Decision.Names(shown.name());
    }

    private static String chosen(Node values, String block) {
        return values.textOr("", block, block, "selected_option", "value");
    }

    private static HttpReply refuse(Refusal refusal, Who who, String guardrail, String key) {
        return Replies.instead(
                Replies.Note.of(refusal.said()),
                Replies.outcome(Kind.REFUSED, refusal.why(), guardrail, key),
                who);
    }
}
