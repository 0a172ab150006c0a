package dev.amends.slackout;

import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.slack.Mrkdwn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Until when something can be decided, and what was decided by whom. */
final class DecisionText {
    private DecisionText() {}

    /** Lines of mark-up; none when there is nothing to say. */
    static List<String> lines(Finding finding, Instant now) {
        List<String> lines = new ArrayList<>();
        Instant ends = finding.ends();
        if (finding.state() == State.AWAITING && ends != null) {
            lines.add(
                    ends.isAfter(now)
                            ? "*Can be approved until* " + Blocks.date(ends) + ", then it lapses."
                            : "The time to approve is over.");
        }
        if (finding.state() == State.EXEMPT && ends != null) {
            lines.add("*Exempt until* " + Blocks.date(ends) + ".");
        }
        Decided decided = finding.decided();
        if (decided != null) {
            lines.add(
                    decided.refusal().isEmpty()
                            ? did(decided.kind()) + who(decided)
                            : "*Not carried out:* " + wanted(decided));
            if (!decided.reason().isEmpty()) {
                lines.add("*Reason:* " + Mrkdwn.escape(decided.reason(), 500));
            }
        }
        return lines;
    }

    private static String wanted(Decided decided) {
        return "the "
                + switch (decided.kind()) {
                    case FIX -> "approval";
                    case UNDO -> "undo";
                    case EXEMPT -> "exemption";
                    case LOOK -> "fresh look";
                }
                + " that "
                + People.who(decided.user(), decided.by())
                + " asked for ("
                + Blocks.date(decided.at())
                + "). "
                + Mrkdwn.escape(sentence(decided.refusal()), 500);
    }

    private static String sentence(String text) {
        int first = text.codePointAt(0);
        return Character.toString(Character.toUpperCase(first))
                + text.substring(Character.charCount(first));
    }

    private static String did(Decision.Kind kind) {
        return switch (kind) {
            case FIX -> "*Approved by* ";
            case UNDO -> "*Undo asked for by* ";
            case EXEMPT -> "*Exempted by* ";
            case LOOK -> "*Fresh look asked for by* ";
        };
    }

    private static String who(Decided decided) {
        return People.who(decided.user(), decided.by()) + ", " + Blocks.date(decided.at());
    }
}
