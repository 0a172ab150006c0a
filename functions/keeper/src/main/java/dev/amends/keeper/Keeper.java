package dev.amends.keeper;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.json.BadJson;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Handler;
import dev.amends.core.run.Message;
import dev.amends.core.run.Nudges;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.run.RetryLater;
import dev.amends.core.settings.Pause;
import dev.amends.core.settings.Settings;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.Members;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every minute: what is due is nudged into its inbox, what a pause held is looked at again after
 * it, what was not drawn is sent to slack-out again, the members of approver groups are kept, and
 * once a day the digest goes out. Nudges carry keys only; whoever gets one reads the ledger and may
 * find that nothing is left to do.
 *
 * <p>What goes wrong with one of these, or with one message, keeps none of the others: the run goes
 * on to its end and then fails, so that it is logged and counted. Lambda runs it once more a minute
 * later, beside the next minute's own run, and what fails twice ends in the keeper's dead-letter
 * queue, whose alarm tells people. Nothing is lost by that: each run begins from the ledger.
 */
final class Keeper implements Handler {
    /** The inbox that draws cards. */
    private static final String SLACK_OUT = "slack-out";

    /** So many nudges a minute are plenty; the next minute brings the rest. */
    private static final int MOST = 50;

    /** So many keys are read to choose from: one or two pages of an index that holds keys only. */
    private static final int READ = 20_000;

    /** So many findings are named in a mail. */
    private static final int NAMED = 20;

    /** How long slack-out has before it is reminded. */
    private static final Duration DRAWN = Duration.ofMinutes(5);

    /** What is still undrawn after this is tried once an hour: something lasting is wrong. */
    private static final Duration FRESH = Duration.ofHours(1);

    private static final Known NOTHING =
            new Known(null, null, Members.decode(Map.of()), "not read", true);

    private final Ledger ledger;
    private final LedgerIndex index;
    private final SettingsStore store;
    private final Map<String, String> inboxes;
    private final BiConsumer<String, String> send;
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
        this.groups = groups;
        this.digest = digest;
        this.outage = outage;
        this.clock = clock;
    }

    /**
     * What the keeper goes by in this minute.
     *
     * @param settings null when there are none, or they cannot be read
     * @param pause null when none lasts, or it cannot be read
     * @param unread why they cannot be read; null when they were
     * @param soon whether they may well be readable in a minute
     */
    record Known(
            @Nullable Settings settings,
            @Nullable Pause pause,
            Members members,
            @Nullable String unread,
            boolean soon) {

        private static Known unread(Exception e, boolean soon) {
            return new Known(null, null, Members.decode(Map.of()), e.getMessage(), soon);
        }

        /** Whether it is certain that no pause lasts. */
        boolean atWork() {
            return unread == null && pause == null;
        }
    }

    /** One run: what went wrong in it, so far. */
    private final class Run {
        private final Instant now;
        private final List<String> faults = new ArrayList<>();

        Run(Instant now) {
            this.now = now;
        }

        /** A part of the work; if it fails, the others go on. */
        private <T> T part(String name, T otherwise, Supplier<T> work) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                faults.add(name + ": " + e.getMessage());
                return otherwise;
            }
        }

        /** Sends a nudge to the inbox of the key's owner; how many were sent: one or none. */
        private int nudge(String inbox, String key, String why) {
            return part(
                    why + " " + key,
                    0,
                    () -> {
                        send.accept(inbox, Nudges.of(key, why));
                        return 1;
                    });
        }

        List<Outcome> outcomes() throws RetryLater {
            Known known = part("settings", NOTHING, () -> read(now));
            if (known.unread() != null && known.soon()) {
                faults.add("settings: " + known.unread());
            }
            List<String> due = part("due", List.<String>of(), () -> due(known));
            List<String> mine = due.stream().filter(key -> inbox(key) != null).toList();
            int nudged = nudge(mine, "due");
            List<String> held =
                    part(
                            "held",
                            List.<String>of(),
                            () -> known.atWork() ? held() : List.<String>of());
            int resumed = nudge(held, "resumed");
            List<LedgerIndex.Unsaid> late =
                    part(
                            "undrawn",
                            List.<LedgerIndex.Unsaid>of(),
                            () -> index.unsaid(now.minus(DRAWN), READ));
            int undrawn = undrawn(late);
            String told =
                    part(
                            "outage",
                            "failed",
                            () -> outage.tell(lines(late, now), late.size() > NAMED, now));
            Settings settings = known.settings();
            String read =
                    part(
                            "groups",
                            "failed",
                            () ->
                                    settings == null
                                            ? "none"
                                            : groups.refresh(settings, known.members(), now));
            String digested = part("digest", "failed", () -> digest.send(known, now));
            String why =
                    "nudged %d due, %d held and %d undrawn; %d of no known guardrail; groups %s; outage %s; digest %s"
                            .formatted(
                                    nudged,
                                    resumed,
                                    undrawn,
                                    due.size() - mine.size(),
                                    read,
                                    told,
                                    digested);
            if (!faults.isEmpty()) {
                throw new RetryLater(
                        "%s; %d failed: %s"
                                .formatted(
                                        why,
                                        faults.size(),
                                        String.join(
                                                "; ",
                                                faults.subList(0, Math.min(5, faults.size())))));
            }
            return List.of(new Outcome(Kind.AWAKE, why, "", "", ""));
        }

        /** What is due, longest due first; what a pause holds as well, if none lasts. */
        private List<String> due(Known known) {
            SequencedSet<String> due = new LinkedHashSet<>();
            if (known.atWork()) {
                due.addAll(index.heldByPause(READ));
            }
            due.addAll(index.due(now, READ));
            return List.copyOf(due);
        }

        private int nudge(List<String> keys, String why) {
            int count = 0;
            for (String key : turn(keys)) {
                String inbox = inbox(key);
                count += inbox == null ? 0 : nudge(inbox, key, why);
            }
            return count;
        }

        /**
         * As many as a minute bears. What cannot be moved stays at the head of the list, so one
         * half of them is what came last, and the rest have their turn minute by minute.
         *
         * @param keys oldest first
         */
        private List<String> turn(List<String> keys) {
            if (keys.size() <= MOST) {
                return keys;
            }
            int newest = keys.size() - MOST / 2;
            List<String> chosen = new ArrayList<>(keys.subList(newest, keys.size()));
            long minute = now.getEpochSecond() / 60;
            for (int i = 0; i < MOST / 2; i++) {
                chosen.add(keys.get(Math.toIntExact((minute * (MOST / 2) + i) % newest)));
            }
            return chosen.stream().distinct().toList();
        }

        private int undrawn(List<LedgerIndex.Unsaid> late) {
            String inbox = inboxes.get(SLACK_OUT);
            if (inbox == null) {
                return 0;
            }
            List<String> fresh = new ArrayList<>();
            List<String> hourly = new ArrayList<>();
            int minute = now.atZone(ZoneOffset.UTC).getMinute();
            for (LedgerIndex.Unsaid finding : late) {
                if (finding.since().isAfter(now.minus(FRESH))) {
                    fresh.add(finding.key());
                } else if (Math.floorMod(finding.key().hashCode(), 60) == minute) {
                    hourly.add(finding.key());
                }
            }
            int count = 0;
            for (List<String> keys : List.of(fresh, hourly)) {
                for (String key : turn(keys)) {
                    count += nudge(inbox, key, "undrawn");
                }
            }
            return count;
        }
    }

    @Override
    public List<Outcome> handle(Message message) throws RetryLater {
        return new Run(clock.instant()).outcomes();
    }

    private Known read(Instant now) {
        try {
            Map<String, Map<String, AttributeValue>> items =
                    store.get(List.of(SettingsStore.KEY, Pause.KEY, Members.KEY));
            return new Known(
                    SettingsStore.decode(items, "").settings().orElse(null),
                    SettingsStore.paused(items, now),
                    Members.decode(items.getOrDefault(Members.KEY, Map.of())),
                    null,
                    false);
        } catch (SdkException e) {
            return Known.unread(e, AwsErrors.passing(e));
        } catch (BadJson e) {
            // Whatever needs them waits; whoever is nudged reads for itself.
            return Known.unread(e, false);
        }
    }

    private @Nullable String inbox(String key) {
        String owner = Keys.guardrail(key);
        // A guardrail that this version no longer has: its findings wait for a person.
        return owner == null ? null : inboxes.get(owner);
    }

    /** After a pause, what was held is looked at again; longest held first. */
    private List<String> held() {
        return index.inState(State.PAUSED, Instant.EPOCH, LedgerIndex.ALL).reversed().stream()
                .map(Finding::key)
                .filter(key -> inbox(key) != null)
                .toList();
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
