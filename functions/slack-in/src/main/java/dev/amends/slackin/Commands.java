package dev.amends.slackin;

import dev.amends.core.lambda.HttpReply;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.settings.SettingsStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Somebody typed {@code /amends}. */
final class Commands {
    static final Replies.Note USAGE =
            Replies.Note.of(
                    """
                    `/amends status` – what is open, what is exempt, whether Amends is paused
                    `/amends findings [guardrail]` – the ten newest that are open
                    `/amends pause 2h reason` – change nothing for a while (minutes `m`, hours `h` or days `d`, at most seven days); approvers only
                    `/amends resume` – go on before the pause ends; approvers only
                    `/amends help` – this\
                    """);

    private final SettingsStore store;
    private final PauseCommands pauses;
    private final Status status;
    private final OpenFindings findings;
    private final Clock clock;

    Commands(
            SettingsStore store,
            PauseCommands pauses,
            Status status,
            OpenFindings findings,
            Clock clock) {
        this.store = store;
        this.pauses = pauses;
        this.status = status;
        this.findings = findings;
        this.clock = clock;
    }

    /**
     * Answers it.
     *
     * @param at when the request was signed
     */
    HttpReply handle(Form form, Instant at) {
        Instant now = clock.instant();
        Who who = Who.of(form.field("user_id"), form.field("user_name"));
        String[] words = form.field("text").strip().split("\\s+", 2);
        String verb = words[0].toLowerCase(Locale.ROOT);
        String rest = words.length == 2 ? words[1].strip() : "";
        Reading reading = Reading.of(store, verb.equals("status") ? status.keys() : List.of(), now);
        if (reading == null) {
            return Replies.status(403, Reading.NONE, who.id());
        }
        if (!reading.admits(form.field("team_id"), form.field("api_app_id"))) {
            return Replies.status(403, "another workspace or app", who.id());
        }
        return switch (verb) {
            case "pause" -> pauses.pause(reading, who, rest, at, now);
            case "resume" -> pauses.resume(reading, who, at, now);
            case "status" -> answer(status.note(reading, now), "status", who);
            case "findings" -> answer(findings.note(rest, now), "findings", who);
            default -> answer(USAGE, "help", who);
        };
    }

    private static HttpReply answer(Replies.Note note, String what, Who who) {
        return Replies.say(note, false, Replies.outcome(Kind.ANSWERED, what, "", ""), who);
    }
}
