package dev.amends.slackin;

import dev.amends.core.lambda.HttpReply;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.settings.Approvers;
import dev.amends.core.settings.Pause;
import dev.amends.slack.Mrkdwn;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /amends pause} and {@code /amends resume}. */
final class PauseCommands {
    private static final Pattern ARGUMENTS =
            Pattern.compile("([0-9]{1,5})([mhdMHD])\\s+(.+)", Pattern.DOTALL);

    private static final int REASON_LEAST = 3;
    private static final int REASON_MOST = 500;

    private final PauseItem item;

    PauseCommands(PauseItem item) {
        this.item = item;
    }

    HttpReply pause(Reading reading, Who who, String arguments, Instant at, Instant now) {
        Refusal refusal = refusal(reading, who, at);
        if (refusal != null) {
            return refuse(refusal, who);
        }
        Matcher matcher = ARGUMENTS.matcher(arguments);
        Duration span = matcher.matches() ? span(matcher) : Duration.ZERO;
        String reason = matcher.matches() ? matcher.group(3).strip() : "";
        if (!span.isPositive()
                || span.compareTo(Pause.LONGEST) > 0
                || reason.length() < REASON_LEAST
                || reason.length() > REASON_MOST) {
            return refuse(
                    new Refusal(
                            "not a pause",
                            "Say for how long, at most seven days, and why, in %d to %d characters: `/amends pause 2h deploying the new billing`. Nothing was changed."
                                    .formatted(REASON_LEAST, REASON_MOST)),
                    who);
        }
        Pause pause = new Pause(now.plus(span), reason, who.label(), at);
        return write(
                reading,
                pause,
                who,
                "%s paused Amends until %s: %s\nUntil then nothing is changed; what is found is held, and looked at afterwards. `/amends resume` ends it earlier."
                        .formatted(
                                who.mention(),
                                Words.moment(pause.until()),
                                Mrkdwn.escape(reason, 1_500)),
                "paused until " + pause.until());
    }

    HttpReply resume(Reading reading, Who who, Instant at, Instant now) {
        Refusal refusal = refusal(reading, who, at);
        if (refusal != null) {
            return refuse(refusal, who);
        }
        Pause pause = reading.pause();
        if (pause == null || !pause.lasts(now)) {
            return refuse(
                    new Refusal("not paused", "Amends is not paused; there is nothing to resume."),
                    who);
        }
        return write(
                reading,
                new Pause(at, pause.reason(), who.label(), at),
                who,
                "%s ended the pause (%s). What was held is read and judged afresh now, a few at a time."
                        .formatted(who.mention(), Mrkdwn.escape(pause.reason(), 1_500)),
                "resumed");
    }

    private HttpReply write(Reading reading, Pause pause, Who who, String said, String why) {
        if (!item.replace(reading.item(Pause.KEY), pause)) {
            return refuse(overtaken(), who);
        }
        return Replies.say(
                Replies.Note.of(said), true, Replies.outcome(Kind.DECIDED, why, "", ""), who);
    }

    private static @Nullable Refusal refusal(Reading reading, Who who, Instant at) {
        Approvers approvers = reading.settings().approvers();
        if (!reading.approves(approvers, who)) {
            return new Refusal("not among the approvers", Words.notAmong(approvers, "Amends"));
        }
        Pause last = reading.pause();
        // A request that is sent again must not bring back what was decided after it.
        return last != null && !last.at().isBefore(at) ? overtaken() : null;
    }

    private static Refusal overtaken() {
        return new Refusal(
                "overtaken by another pause or resume",
                "Somebody paused or resumed Amends at the same moment, so yours changed nothing. See `/amends status`, and try again if it is still wanted.");
    }

    private static Duration span(Matcher matcher) {
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static HttpReply refuse(Refusal refusal, Who who) {
        return Replies.say(
                Replies.Note.of(refusal.said()),
                false,
                Replies.outcome(Kind.REFUSED, refusal.why(), "", ""),
                who);
    }
}
