package dev.amends.keeper;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.run.Handler;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.settings.Pause;
import dev.amends.core.settings.Settings;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.Members;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every minute: what is due is nudged into its inbox, what a pause held is looked at again after
 * it, what was not drawn is sent to slack-out again, the members of approver groups are kept, and
 * once a day the digest goes out. Nudges carry keys only; whoever gets one reads the ledger and may
 * find that nothing is left to do.
 */
final class Keeper implements Handler {
    /** The inbox that draws cards. */
    private static final String SLACK_OUT = "slack-out";

    /** So many nudges a minute are plenty; the next minute brings the rest. */
    private static final int MOST = 50;

    /** So many findings are named in a mail. */
    private static final int NAMED = 20;

    /** How long slack-out has before it is reminded. */
    private static final Duration DRAWN = Duration.ofMinutes(5);

    /** What is still undrawn after this is tried once an hour: something lasting is wrong. */
    private static final Duration FRESH = Duration.ofHours(1);

    private final Ledger ledger;
    private final LedgerIndex index;
    private final SettingsStore store;
    private final Map<String, String> inboxes;
    private final BiConsumer<String, String> send;
    private final Held held;
    private final Groups groups;
    private final Digest digest;
    private final Outage outage;
    private final Clock clock;

    Keeper(
            Ledger ledger,
            LedgerIndex index,
            SettingsStore store,
            Map<String, String> inboxes,
            BiConsumer<String, String> send,
            Groups groups,
            Digest digest,
            Outage outage,
            Clock clock) {
        this.ledger = ledger;
        this.index = index;
        this.store = store;
        this.inboxes = inboxes;
        this.send = send;
        this.held = new Held(index);
        this.groups = groups;
        this.digest = digest;
        this.outage = outage;
        this.clock = clock;
    }

    /** What the keeper goes by in this minute. */
    private record Known(
            @Nullable Settings settings,
            @Nullable Pause pause,
            Members members,
            boolean readable) {}

    @Override
    public List<Outcome> handle(Message message) {
        Instant now = clock.instant();
        Known known = read(now);
        int lost = 0;
        int due = 0;
        for (String key : index.due(now, MOST)) {
            if (nudge(key, "due")) {
                due++;
            } else {
                // A guardrail that this version no longer has: its findings wait for a person.
                lost++;
            }
        }
        int resumed = 0;
        if (known.readable() && known.pause() == null) {
            for (String key : held.next()) {
                resumed += nudge(key, "resumed") ? 1 : 0;
            }
        }
        List<LedgerIndex.Unsaid> late = index.unsaid(now.minus(DRAWN), MOST);
        int undrawn = undrawn(late, now);
        String told = outage.tell(lines(late, now), late.size() > NAMED, now);
        Settings settings = known.settings();
        String read = settings == null ? "none" : groups.refresh(settings, known.members(), now);
        String digested = digest.send(settings, known.pause(), now);
        return List.of(
                new Outcome(
                        Kind.AWAKE,
                        "nudged %d due, %d held and %d undrawn; %d of no known guardrail; groups %s; outage %s; digest %s"
                                .formatted(due, resumed, undrawn, lost, read, told, digested),
                        "",
                        "",
                        ""));
    }

    private Known read(Instant now) {
        try {
            Map<String, Map<String, AttributeValue>> items =
                    store.get(List.of(SettingsStore.KEY, Pause.KEY, Members.KEY));
            return new Known(
                    SettingsStore.decode(items, "").settings().orElse(null),
                    SettingsStore.paused(items, now),
                    Members.decode(items.getOrDefault(Members.KEY, Map.of())),
                    true);
        } catch (SdkException | BadJson | IllegalStateException e) {
            // Whatever needs them waits; whoever is nudged reads for itself.
            return new Known(null, null, Members.decode(Map.of()), false);
        }
    }

    private boolean nudge(String key, String why) {
        String guardrail = Keys.guardrail(key);
        String inbox = guardrail == null ? null : inboxes.get(guardrail);
        if (inbox == null) {
            return false;
        }
        send.accept(inbox, Node.write(Map.of("amends", "nudge", "key", key, "why", why)));
        return true;
    }

    private int undrawn(List<LedgerIndex.Unsaid> late, Instant now) {
        String inbox = inboxes.get(SLACK_OUT);
        if (inbox == null) {
            return 0;
        }
        boolean fullHour = now.atZone(ZoneOffset.UTC).getMinute() == 0;
        int count = 0;
        for (LedgerIndex.Unsaid finding : late) {
            if (fullHour || finding.since().isAfter(now.minus(FRESH))) {
                send.accept(
                        inbox,
                        Node.write(
                                Map.of("amends", "nudge", "key", finding.key(), "why", "undrawn")));
                count++;
            }
        }
        return count;
    }

    /** What Slack could not be shown for so long that people must hear of it otherwise. */
    private List<String> lines(List<LedgerIndex.Unsaid> late, Instant now) {
        List<String> lines = new ArrayList<>();
        for (LedgerIndex.Unsaid unsaid : late) {
            if (lines.size() < NAMED && unsaid.since().isBefore(now.minus(Outage.PATIENCE))) {
                Finding finding = ledger.find(unsaid.key());
                if (finding != null && finding.unsaid()) {
                    lines.add(Digest.line(finding).stripTrailing());
                }
            }
        }
        return lines;
    }
}
