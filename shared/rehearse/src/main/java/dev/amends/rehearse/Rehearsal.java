package dev.amends.rehearse;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.Glob;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Timeline;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Runner;
import dev.amends.core.settings.InForce;
import dev.amends.core.settings.Settings;
import dev.amends.core.settings.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plays past records through the guardrails, in the order in which they happened, and notes what
 * would have been done. Nothing is read or written but the records. What it keeps grows with the
 * resources it meets, never with the records.
 */
public final class Rehearsal {
    /** So many records that no rule matched are named. */
    static final int NAMED = 20;

    /** CloudTrail delivers within minutes, and not in order; so long a record waits for others. */
    private static final Duration UNORDERED = Duration.ofMinutes(20);

    /** However many come within that time, no more wait. */
    private static final int WAITING = 50_000;

    /** So many ids of records are known again. */
    private static final int REMEMBERED = 100_000;

    /** When a message that another worker holds comes back. */
    private static final Duration BACK = Duration.ofMinutes(1);

    /** How much later than its two minutes a young change is looked at again. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** More looks than this, and it does not come to an end. */
    private static final int LOOKS = 10;

    private final Plan plan;
    private final Moment now = new Moment();
    private final Tally tally;
    private final List<Stage<?>> stages = new ArrayList<>();
    private final Memory findings = new Memory();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final Map<String, Instant> nudges = new HashMap<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private final List<String> missed = new ArrayList<>();

    private @Nullable Instant from;
    private @Nullable Instant to;
    private long order;
    private int missedMore;
    private int unstated;
    private int readNow;
    private long all;
    private long played;
    private long foreign;
    private long failed;
    private long own;
    private long twice;
    private long late;
    private long broken;

    /**
     * How to rehearse.
     *
     * @param settings as a settings file says them
     * @param own names of roles whose doing is Amends' own, with {@code *} for any characters
     * @param delay how long after a change its record would have come
     * @param rules what would have brought it
     * @param reading what may be read after the last record
     */
    public record Plan(
            Node settings, List<String> own, Duration delay, RuleBook rules, Reading reading) {

        /** One that reads nothing. */
        public Plan(Node settings, List<String> own, Duration delay, RuleBook rules) {
            this(settings, own, delay, rules, Reading.NOTHING);
        }
    }

    /** Records of one second are played in the order in which they came. */
    private record Waiting(Change change, long order) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byTime = change.time().compareTo(other.change.time());
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Something to do at a time of the rehearsal. */
    private record Due(
            Instant at, long order, Stage<?> stage, @Nullable Change change, String key, int look)
            implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    public Rehearsal(List<Guardrail<?>> guardrails, Plan plan) {
        this.plan = plan;
        Settings settings = new Settings(plan.settings());
        this.tally = new Tally(settings, now);
        SettingsReader reader = guardrail -> new InForce(Optional.of(settings), null, List.of());
        Map<String, List<Timeline<?>>> timelines = timelines();
        for (Guardrail<?> guardrail : guardrails) {
            stages.add(stage(guardrail, timelines, reader));
        }
    }

    /** Two of each: one for what would have been changed, one for what was. */
    private static Map<String, List<Timeline<?>>> timelines() {
        Map<String, List<Timeline<?>>> found = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            for (Timeline<?> each : ServiceLoader.load(Timeline.class)) {
                found.computeIfAbsent(each.guardrail(), id -> new ArrayList<>()).add(each);
            }
        }
        return found;
    }

    /** Calls that are worth fetching: event names by event source. */
    public static Map<String, Set<String>> events(List<Guardrail<?>> guardrails) {
        Map<String, Set<String>> events = new TreeMap<>();
        for (Guardrail<?> guardrail : guardrails) {
            for (String name : guardrail.about().events()) {
                // A service's own event is no call, and no trail has it.
                if (name.indexOf(' ') < 0) {
                    events.computeIfAbsent(
                                    guardrail.about().eventSource(), s -> new LinkedHashSet<>())
                            .add(name);
                }
            }
        }
        timelines()
                .values()
                .forEach(both ->
                        both.getFirst()
                                .alsoTells()
                                .forEach((source, names) ->
                                        events.computeIfAbsent(source, s -> new LinkedHashSet<>())
                                                .addAll(names)));
        return events;
    }

    // A timeline's states are those of the guardrail it names; its module's tests hold it to that.
    @SuppressWarnings("unchecked")
    private <S extends ResourceState> Stage<S> stage(
            Guardrail<S> guardrail,
            Map<String, List<Timeline<?>>> timelines,
            SettingsReader settings) {
        List<Timeline<?>> both = timelines.get(guardrail.about().id());
        return new Stage<>(
                guardrail,
                both == null ? null : (Timeline<S>) both.get(0),
                both == null ? null : (Timeline<S>) both.get(1),
                findings,
                settings,
                this::say,
                now);
    }

    /** A finding that was said may become due. */
    private void say(Finding finding) {
        tally.say(finding);
        Instant until = finding.until();
        if (until == null || until.equals(nudges.put(finding.key(), until))) {
            return;
        }
        for (Stage<?> stage : stages) {
            if (stage.about().id().equals(finding.subject().guardrail())) {
                due.add(new Due(until, order++, stage, null, finding.key(), 0));
            }
        }
    }

    /** Takes a record, or anything else that was found in its place. */
    public void take(Node record) {
        all++;
        Optional<Change> parsed = Change.parse(record, Origin.EVENT);
        if (parsed.isEmpty()) {
            broken++;
            return;
        }
        Change change = parsed.get();
        if (stages.stream().noneMatch(stage -> stage.watches(change) || stage.learns(change))) {
            foreign++;
            return;
        }
        if (!ids.add(change.eventId())) {
            twice++;
            return;
        }
        if (ids.size() > REMEMBERED) {
            ids.remove(ids.iterator().next());
        }
        if (change.errorCode() != null) {
            failed++;
            return;
        }
        String role = change.actor().role();
        if (role != null && plan.own().stream().anyMatch(each -> Glob.matches(each, role))) {
            own++;
            return;
        }
        if (to != null && change.time().isBefore(now.instant())) {
            late++;
        }
        from = from == null || change.time().isBefore(from) ? change.time() : from;
        to = to == null || change.time().isAfter(to) ? change.time() : to;
        rules(record, change);
        waiting.add(new Waiting(change, order++));
        Instant ripe = to.minus(UNORDERED);
        while (waiting.size() > WAITING
                || (!waiting.isEmpty() && waiting.peek().change().time().isBefore(ripe))) {
            play(waiting.remove().change());
        }
    }

    private void rules(Node record, Change change) {
        boolean looked =
                stages.stream().anyMatch(stage -> stage.watches(change) && stage.suspects(change));
        if (!looked || plan.rules().takes(event(record, change))) {
            return;
        }
        if (missed.size() < NAMED) {
            missed.add(
                    "%s of %s, event %s"
                            .formatted(change.eventName(), change.time(), change.eventId()));
        } else {
            missedMore++;
        }
    }

    /** A record as EventBridge delivers it. */
    private static Node event(Node record, Change change) {
        if (record.at("detail").isObject()) {
            return record;
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "0");
        event.put("id", change.eventId());
        event.put("detail-type", type(record));
        event.put("source", "aws." + change.eventSource().split("\\.", 2)[0]);
        event.put("account", change.account());
        event.put("time", change.time().toString());
        event.put("region", change.region());
        event.put("resources", List.of());
        event.put("detail", record.value() == null ? Map.of() : record.value());
        return Node.of(event);
    }

    private static String type(Node record) {
        return record.textOr("", "eventType").equals("AwsServiceEvent")
                ? "AWS Service Event via CloudTrail"
                : "AWS API Call via CloudTrail";
    }

    private void play(Change change) {
        played++;
        until(change.time());
        for (Stage<?> stage : stages) {
            if (stage.learns(change)) {
                stage.take(change, tally);
            }
            if (stage.watches(change)) {
                due.add(new Due(change.time().plus(plan.delay()), order++, stage, change, "", 0));
            }
        }
        if (plan.delay().isZero()) {
            until(change.time());
        }
    }

    /** Does what is due until a time, and then it is that time. */
    private void until(Instant time) {
        while (!due.isEmpty() && !due.peek().at().isAfter(time)) {
            Due next = due.remove();
            now.reach(next.at());
            step(next);
        }
        now.reach(time);
    }

    private void step(Due step) {
        Change change = step.change();
        try {
            Outcome outcome =
                    change == null
                            ? step.stage().nudge(step.key())
                            : step.stage().visit(change, step.look());
            if (outcome.kind() == Outcome.Kind.LATER && change != null) {
                Instant old = change.time().plus(Runner.YOUNG).plus(MARGIN);
                again(step, old.isAfter(now.instant()) ? old : now.instant().plus(BACK));
                return;
            }
            told(step.stage(), outcome);
        } catch (NotShown e) {
            tally.notShown(step.stage().about(), e.what());
        } catch (RetryLater e) {
            again(step, now.instant().plus(BACK));
        }
    }

    private void again(Due step, Instant at) {
        if (step.look() >= LOOKS) {
            unstated++;
            return;
        }
        due.add(new Due(at, order++, step.stage(), step.change(), step.key(), step.look() + 1));
    }

    private void readNow(Stage<?> stage, Outcome outcome) {
        readNow++;
        told(stage, outcome);
    }

    private void told(Stage<?> stage, Outcome outcome) {
        tally.outcome(stage.about(), outcome.kind());
        Finding finding = findings.find(outcome.key());
        if (finding != null) {
            tally.incident(outcome, finding);
        }
    }

    /** There are no more records. */
    public Played end() {
        while (!waiting.isEmpty()) {
            play(waiting.remove().change());
        }
        if (to != null) {
            // Records of the last minutes are still looked at; what is due later is not.
            until(to.plus(plan.delay()).plus(Runner.YOUNG).plus(BACK));
        }
        List<String> troubles = new ArrayList<>();
        for (Stage<?> stage : stages) {
            stage.readNow(plan.reading(), outcome -> readNow(stage, outcome), troubles);
        }
        for (Due left : due) {
            if (left.change() != null) {
                unstated++;
            }
        }
        if (missedMore > 0) {
            missed.add("%,d more".formatted(missedMore));
        }
        return new Played(
                new Played.Records(all, played, foreign, failed, own, twice, late, broken),
                from,
                to,
                tally.outcomes,
                tally.notShown,
                List.copyOf(tally.incidents),
                tally.more,
                tally.messages,
                tally.byGuardrail,
                tally.mended,
                List.copyOf(missed),
                readNow,
                List.copyOf(troubles),
                unstated);
    }
}
