package dev.amends.rehearse;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Timeline;
import dev.amends.core.guardrail.Timeline.Past;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.ledger.Finding;
import dev.amends.core.report.Report;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Runner;
import dev.amends.core.settings.SettingsReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One guardrail on its way through past events: its real runner, and in the place of AWS two
 * timelines: one with what the guardrail would have changed, one with what really happened.
 */
final class Stage<S extends ResourceState> {
    private static final String NO_TIMELINE = "what it would have read";

    /** A change that is not young any more, whatever its time. */
    private static final int LAST_LOOK = 5;

    /** So many reads of a guardrail may fail; then the rest is not tried. */
    private static final int GIVE_UP = 3;

    private final Guardrail<S> guardrail;
    private final @Nullable Timeline<S> ours;
    private final @Nullable Timeline<S> real;
    private final Map<String, List<String>> alsoTells;
    private final Memory findings;
    private final Moment now;
    private final Runner<S> runner;

    /** Since when mistakes have really been there, by the resource's ARN. */
    private final Map<String, Instant> standing = new HashMap<>();

    /** The last changes of which it could not be told what came of them, by the resource's ARN. */
    private final Map<String, Change> untold = new LinkedHashMap<>();

    /** What was read of a resource after the last record; empty of one that is not there. */
    private final Map<String, Optional<S>> present = new HashMap<>();

    /** What fixes have set, by the resource's ARN. */
    private final Map<String, Map<String, @Nullable String>> fixed = new HashMap<>();

    Stage(
            Guardrail<S> guardrail,
            @Nullable Timeline<S> ours,
            @Nullable Timeline<S> real,
            Memory findings,
            SettingsReader settings,
            Report report,
            Moment now) {
        this.guardrail = guardrail;
        this.ours = ours;
        this.real = real;
        this.alsoTells = ours == null ? Map.of() : ours.alsoTells();
        this.findings = findings;
        this.now = now;
        this.runner = Runner.rehearsing(guardrail, new Pasts(), findings, settings, report, now);
    }

    About about() {
        return guardrail.about();
    }

    boolean watches(Change change) {
        return about().eventSource().equals(change.eventSource())
                && about().events().contains(change.eventName());
    }

    /** Whether the guardrail would look at a resource because of a change. */
    boolean suspects(Change change) {
        return !(guardrail.suspect(change) instanceof Suspicion.None);
    }

    /** Whether a change tells something of the resources. */
    boolean learns(Change change) {
        return ours != null
                && (watches(change)
                        || alsoTells
                                .getOrDefault(change.eventSource(), List.of())
                                .contains(change.eventName()));
    }

    /**
     * Takes in what happened.
     *
     * @param notes hears of fixes that were undone by it, and of mistakes that came to their end
     */
    void take(Change change, Notes notes) {
        Timeline<S> with = ours;
        Timeline<S> without = real;
        if (with == null || without == null) {
            return;
        }
        Optional<Target> target = with.take(change);
        without.take(change);
        if (target.isEmpty()) {
            return;
        }
        fought(target.get(), change, with, notes);
        ended(target.get(), change, without, notes);
    }

    private void fought(Target target, Change change, Timeline<S> timeline, Notes notes) {
        Map<String, @Nullable String> after = fixed.get(target.arn());
        if (after == null) {
            return;
        }
        Past<S> past = timeline.at(target, change);
        boolean stands =
                !past.states().isEmpty()
                        && past.states()
                                .getFirst()
                                .fields()
                                .entrySet()
                                .containsAll(after.entrySet());
        if (!stands) {
            fixed.remove(target.arn());
            if (!past.states().isEmpty()) {
                notes.fought(about(), target, change);
            }
        }
    }

    private void ended(Target target, Change change, Timeline<S> timeline, Notes notes) {
        Past<S> past = timeline.at(target, change);
        boolean gone = past.states().isEmpty() && past.all();
        // The mistake that was known is over when what is known is fine.
        Optional<Verdict> verdict = agreed(new Past<>(past.states(), true, ""));
        if (verdict.isPresent() && verdict.get() instanceof Verdict.Violating) {
            standing.putIfAbsent(target.arn(), change.time());
        } else if (gone || (verdict.isPresent() && verdict.get() instanceof Verdict.Compliant)) {
            Instant since = standing.remove(target.arn());
            if (since != null) {
                notes.ended(about(), target, since, change, gone);
            }
        }
    }

    /** What is thought of every state that it may be; empty when that differs. */
    private Optional<Verdict> agreed(Past<S> past) {
        Verdict first = null;
        for (S state : past.states()) {
            Verdict verdict = guardrail.judge(state, now.instant());
            if (first == null) {
                first = verdict;
            } else if (!first.getClass().equals(verdict.getClass())) {
                return Optional.empty();
            }
        }
        // What is not shown can make something worse, and nothing better.
        return first == null || (!past.all() && !(first instanceof Verdict.Violating))
                ? Optional.empty()
                : Optional.of(first);
    }

    /**
     * Takes a change all the way.
     *
     * @throws NotShown when what came of it depends on what no event shows
     * @throws RetryLater as the runner does
     */
    Outcome visit(Change change, int look) throws RetryLater {
        try {
            Outcome outcome = noted(runner.change(change, change.eventId(), look));
            untold.remove(outcome.resource());
            return outcome;
        } catch (NotShown e) {
            if (guardrail.suspect(change) instanceof Suspicion.On(Target target)) {
                untold.put(target.arn(), change);
            }
            throw e;
        }
    }

    /**
     * Reads those resources as they are now whose last change could not be told: nothing has
     * happened to them since.
     *
     * @param told takes what came of each
     * @param troubles what could not be read, for people
     */
    void readNow(Reading reading, Consumer<Outcome> told, List<String> troubles) {
        // The AWS side of a guardrail reads its states.
        @SuppressWarnings("unchecked")
        Resources<S> resources = (Resources<S>) reading.resources().get(about().id());
        if (resources == null) {
            return;
        }
        int failed = 0;
        for (Change change : List.copyOf(untold.values())) {
            if (failed == GIVE_UP) {
                troubles.add("%s: the others, as %d failed".formatted(about().id(), failed));
                return;
            }
            if (!(guardrail.suspect(change) instanceof Suspicion.On(Target target))
                    || !target.account().equals(reading.account())
                    || !target.region().equals(reading.region())) {
                continue;
            }
            try {
                present.put(target.arn(), Optional.ofNullable(resources.read(target, change)));
                told.accept(visit(change, LAST_LOOK));
            } catch (Resources.Denied e) {
                troubles.add("%s: %s may not be called".formatted(about().id(), e.action()));
                return;
            } catch (Resources.Rejected | Resources.Transient | RetryLater | NotShown e) {
                troubles.add("%s: %s".formatted(target.arn(), e.getMessage()));
                failed++;
            }
        }
    }

    /** Looks at a finding again that is due. */
    Outcome nudge(String key) throws RetryLater {
        return noted(runner.nudge(key, key));
    }

    private Outcome noted(Outcome outcome) {
        Finding finding =
                outcome.kind() == Outcome.Kind.FIXED ? findings.find(outcome.key()) : null;
        if (finding != null && finding.seen().remedy() != null) {
            fixed.put(finding.subject().target().arn(), finding.seen().remedy().after());
        }
        return outcome;
    }

    /** Reads from the timeline. */
    private final class Pasts implements Resources<S> {
        @Override
        public @Nullable S read(Target target, @Nullable Change change) {
            Optional<S> read = present.get(target.arn());
            if (read != null) {
                return read.orElse(null);
            }
            if (ours == null) {
                throw new NotShown(NO_TIMELINE);
            }
            Past<S> past = ours.at(target, change);
            if (past.states().isEmpty() && past.all()) {
                return null;
            }
            if (agreed(past).isEmpty()) {
                throw new NotShown(past.missing());
            }
            return past.states().getFirst();
        }

        /** What a rehearsal sets is in force: it writes nothing that could be overruled. */
        @Override
        public Map<String, @Nullable String> inForce(
                Target target, Map<String, @Nullable String> written) {
            return written;
        }

        @Override
        public void set(Target target, Map<String, @Nullable String> fields) {
            if (ours != null) {
                ours.set(target, fields);
            }
        }
    }
}
