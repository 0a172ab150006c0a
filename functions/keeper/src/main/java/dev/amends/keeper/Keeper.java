package dev.amends.keeper;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.run.Handler;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Outcome.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Every minute: what is due is nudged into its inbox, what was not drawn is sent to slack-out
 * again, and once a day the digest goes out. Nudges carry keys only; whoever gets one reads the
 * ledger and may find that nothing is left to do.
 */
final class Keeper implements Handler {
    /** The inbox that draws cards. */
    private static final String SLACK_OUT = "slack-out";

    /** So many nudges a minute are plenty; the next minute brings the rest. */
    private static final int MOST = 50;

    /** How long slack-out has before it is reminded. */
    private static final Duration DRAWN = Duration.ofMinutes(5);

    /** What is still undrawn after this is tried once an hour: something lasting is wrong. */
    private static final Duration FRESH = Duration.ofHours(1);

    private final LedgerIndex index;
    private final Map<String, String> inboxes;
    private final BiConsumer<String, String> send;
    private final Digest digest;
    private final Clock clock;

    Keeper(
            LedgerIndex index,
            Map<String, String> inboxes,
            BiConsumer<String, String> send,
            Digest digest,
            Clock clock) {
        this.index = index;
        this.inboxes = inboxes;
        this.send = send;
        this.digest = digest;
        this.clock = clock;
    }

    @Override
    public List<Outcome> handle(Message message) {
        Instant now = clock.instant();
        int due = 0;
        int lost = 0;
        for (String key : index.due(now, MOST)) {
            String guardrail = Keys.guardrail(key);
            String inbox = guardrail == null ? null : inboxes.get(guardrail);
            if (inbox == null) {
                // A guardrail that this version no longer has: its findings wait for a person.
                lost++;
            } else {
                send.accept(inbox, nudge(key, "due"));
                due++;
            }
        }
        int undrawn = undrawn(now);
        String digested = digest.send(now);
        return List.of(
                new Outcome(
                        Kind.AWAKE,
                        "nudged %d due and %d undrawn; %d of no known guardrail; digest %s"
                                .formatted(due, undrawn, lost, digested),
                        "",
                        "",
                        ""));
    }

    private int undrawn(Instant now) {
        String inbox = inboxes.get(SLACK_OUT);
        if (inbox == null) {
            return 0;
        }
        boolean fullHour = now.atZone(ZoneOffset.UTC).getMinute() == 0;
        int count = 0;
        for (LedgerIndex.Unsaid finding : index.unsaid(now.minus(DRAWN), MOST)) {
            if (fullHour || finding.since().isAfter(now.minus(FRESH))) {
                send.accept(inbox, nudge(finding.key(), "undrawn"));
                count++;
            }
        }
        return count;
    }

    private static String nudge(String key, String why) {
        return Node.write(Map.of("amends", "nudge", "key", key, "why", why));
    }
}
