package dev.amends.slackin;

import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Approvers;
import dev.amends.core.settings.Pause;
import dev.amends.slack.Labels;
import dev.amends.slack.Mrkdwn;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What people read in answer to a press or a command; escaped for Slack. */
final class Words {
    private Words() {}

    /** A moment in the reader's own time zone, where Slack can show it. */
    static String moment(Instant time) {
        return "<!date^%d^{date_short_pretty} at {time}|%s>".formatted(time.getEpochSecond(), time);
    }

    static String pressed(Decision.Kind kind) {
        return switch (kind) {
            case FIX -> "pressed Fix";
            case UNDO -> "pressed Undo";
            case EXEMPT -> "exempted it";
            case LOOK -> "asked for a fresh look";
        };
    }

    static String first(Decision first, Who who) {
        if (first.user().equals(who.id())) {
            return "You %s already, at %s; nothing was done twice."
                    .formatted(pressed(first.kind()), moment(first.at()));
        }
        String by = who(first);
        return "%s %s first, at %s; your press changed nothing. The card shows what comes of it."
                .formatted(by, pressed(first.kind()), moment(first.at()));
    }

    /** Who decided, as Slack shows them. */
    static String who(Decision decision) {
        return decision.user().isEmpty()
                ? Mrkdwn.escape(decision.by(), 200)
                : Who.mention(decision.user());
    }

    /** How a finding stands, and who decided it. */
    static String now(Finding finding, Instant now) {
        Decided decided = finding.decided();
        String by = finding.settledBy();
        String whom = "";
        if (decided != null) {
            whom =
                    " Last decided by %s, at %s."
                            .formatted(
                                    decided.user().isEmpty()
                                            ? Mrkdwn.escape(decided.by(), 200)
                                            : Who.mention(decided.user()),
                                    moment(decided.at()));
        } else if (by != null) {
            whom = " Settled by " + Mrkdwn.escape(by, 200) + ".";
        }
        Instant ends = finding.ends();
        String over =
                finding.state() == State.AWAITING && ends != null && !ends.isAfter(now)
                        ? ", but the time to approve is over"
                        : "";
        return "Its state is now *%s*%s: %s%s"
                .formatted(
                        Labels.of(finding.state()),
                        over,
                        Mrkdwn.escape(finding.decision(), 1_000),
                        whom);
    }

    static String paused(Pause pause) {
        return "Amends is paused until %s by %s: %s"
                .formatted(
                        moment(pause.until()),
                        Mrkdwn.escape(pause.by(), 200),
                        Mrkdwn.escape(pause.reason(), 600));
    }

    /** Why somebody may not, and whom to ask. */
    static String notAmong(Approvers approvers, String what) {
        String where = "You are not among the approvers of %s (settings.yaml, approvers). ";
        if (approvers.none()) {
            return (where + "Nobody is: name users or groups there and apply the settings.")
                    .formatted(what);
        }
        List<String> asked =
                Stream.concat(
                                approvers.users().stream().map(Who::mention),
                                approvers.groups().stream().map(Who::mentionGroup))
                        .limit(10)
                        .toList();
        String stale =
                approvers.groups().isEmpty()
                        ? ""
                        : " If you have just joined such a group, try again in an hour: that is how often its members are read.";
        return (where + "Ask one of: %s.%s").formatted(what, String.join(" ", asked), stale);
    }
}
