package dev.amends.core.run;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Answer.Moved;
import dev.amends.core.ledger.Answer.Refused;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Findings;
import dev.amends.core.ledger.Intent;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Seen;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Subject;
import dev.amends.core.ledger.Waits;
import dev.amends.core.report.Report;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.settings.Exemptions;
import dev.amends.core.settings.SettingsReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one way through for one guardrail: suspect, read, judge, settings, remedies, claim, apply,
 * outcome, report. Every change, nudge and second look takes it; nothing else changes a resource.
 *
 * @param <S> the state the guardrail reads
 */
public final class Runner<S extends ResourceState> {
    private static final String DEALT_WITH = "this decision was dealt with already";

    /** While a change is younger than this, a read that disagrees with it proves nothing. */
    public static final Duration YOUNG = Duration.ofMinutes(2);

    /** How often a young change is looked at again at most. */
    public static final int LOOKS = 5;

    final Guardrail<S> guardrail;
    final Resources<S> resources;
    final Findings ledger;
    final SettingsReader settings;

    /** Null in a rehearsal, where nobody decides anything. */
    private final @Nullable Books books;

    private final Report report;
    final Clock clock;

    public Runner(
            Guardrail<S> guardrail,
            Resources<S> resources,
            Books books,
            Report report,
            Clock clock) {
        this(guardrail, resources, books.ledger(), books.settings(), books, report, clock);
    }

    private Runner(
            Guardrail<S> guardrail,
            Resources<S> resources,
            Findings ledger,
            SettingsReader settings,
            @Nullable Books books,
            Report report,
            Clock clock) {
        this.guardrail = guardrail;
        this.resources = resources;
        this.ledger = ledger;
        this.settings = settings;
        this.books = books;
        this.report = report;
        this.clock = clock;
    }

    /** One that only takes changes and what becomes due of them, for a rehearsal. */
    public static <S extends ResourceState> Runner<S> rehearsing(
            Guardrail<S> guardrail,
            Resources<S> resources,
            Findings findings,
            SettingsReader settings,
            Report report,
            Clock clock) {
        return new Runner<>(guardrail, resources, findings, settings, null, report, clock);
    }

    private Books books() {
        return Objects.requireNonNull(books, "nobody decides anything in a rehearsal");
    }

    /** Where what waits for its time is kept. */
    Waits waits() {
        return books().waits();
    }

    /** Notes that an event of this guardrail has come. */
    void seen(Instant at) {
        books().lastSeen().note(about().id(), at);
    }

    /** What the guardrail declares. */
    public About about() {
        return guardrail.about();
    }

    /**
     * Takes one change all the way.
     *
     * @param worker who we are: the lease on a claim is ours alone
     * @param look how often the change has been looked at before
     * @return what happened; {@link Kind#LATER} asks the caller to come back with the same change
     * @throws RetryLater when the message must return to the inbox
     */
    public Outcome change(Change change, String worker, int look) throws RetryLater {
        return switch (guardrail.suspect(change)) {
            case Suspicion.None none -> outcome(Kind.IGNORED, none.why(), "", "");
            case Suspicion.Unclear unclear -> unclear(change, unclear, worker);
            case Suspicion.On on -> new Visit<>(this, on.target(), change, worker, look).go();
        };
    }

    /** Looks at a finding again that the keeper found due. */
    public Outcome nudge(String key, String worker) throws RetryLater {
        Finding finding = ledger.find(key);
        if (finding == null) {
            return outcome(Kind.IGNORED, "no such finding", "", key);
        }
        String begun = begun(finding);
        if (begun != null) {
            Docket docket = Docket.read(books().settings(), about().id(), begun, "");
            Decision decision = docket.decision();
            if (decision != null) {
                return new DecisionVisit<>(this, finding, decision, docket.inForce(), worker).go();
            }
        }
        Instant until = finding.until();
        Instant now = clock.instant();
        boolean due = until != null && !until.isAfter(now);
        // A pause can be ended before its time; what was held is then looked at again.
        if (!due && finding.state() != State.PAUSED) {
            return outcome(Kind.IGNORED, "nothing is due", finding.subject().target().arn(), key);
        }
        return new Visit<>(this, finding, worker).go();
    }

    /** The key of the person's decision that a worker had begun to carry out, if it was one. */
    private static @Nullable String begun(Finding finding) {
        Decided decided = finding.decided();
        if (finding.state() != State.ACTING || decided == null) {
            return null;
        }
        boolean theirs =
                (finding.intent() == Intent.FIX && decided.kind() == Decision.Kind.FIX)
                        || finding.intent() == Intent.UNDO;
        return theirs ? decided.id() : null;
    }

    /**
     * Carries out a decision, or hands each finding it is about back to the inbox.
     *
     * @param hint the key of the finding that it is said to be about, so that both are read in one
     *     call; empty when nobody said. Only the decision itself counts
     * @param again takes the key of a finding that is to be decided about on its own
     */
    public Outcome decision(String key, String hint, String worker, Consumer<String> again)
            throws RetryLater {
        Docket docket = Docket.read(books().settings(), about().id(), key, hint);
        Decision decision = docket.decision();
        if (decision == null) {
            // Whoever nudged us, only the item counts.
            return outcome(Kind.IGNORED, "no such decision", "", key);
        }
        if (!decision.guardrail().equals(about().id())) {
            return outcome(Kind.IGNORED, "a decision about another guardrail", "", key);
        }
        if (decision.scope() instanceof Decision.One one) {
            return decided(one, decision, docket, worker);
        }
        if (!docket.pending()) {
            return outcome(Kind.DUPLICATE, DEALT_WITH, "", key);
        }
        Optional<List<String>> prepared = new Bulk(books()).prepare(decision, clock.instant());
        List<String> findings = prepared.orElse(List.of());
        findings.forEach(again);
        books().decisions().done(key);
        if (prepared.isEmpty()) {
            return outcome(
                    Kind.REFUSED,
                    "there are %d exemptions by name already; end one first, or change the guardrail's settings"
                            .formatted(Exemptions.MOST),
                    "",
                    key);
        }
        return outcome(
                Kind.CARRIED_ON,
                "decided by %s about %d findings, each on its own now"
                        .formatted(decision.by(), findings.size()),
                "",
                key);
    }

    /** Carries out a decision about many on one of them. */
    public Outcome decision(String key, String findingKey, String worker) throws RetryLater {
        Docket docket = Docket.read(books().settings(), about().id(), key, findingKey);
        Decision decision = docket.decision();
        if (decision == null || !decision.guardrail().equals(about().id())) {
            return outcome(Kind.IGNORED, "no such decision", "", key);
        }
        Finding finding = docket.finding();
        if (finding != null && DecisionVisit.decidedSince(finding, decision, docket.inForce())) {
            return outcome(
                    Kind.DUPLICATE,
                    "something else was decided since",
                    finding.subject().target().arn(),
                    findingKey);
        }
        return finding == null
                ? forgotten(findingKey)
                : new DecisionVisit<>(this, finding, decision, docket.inForce(), worker).go();
    }

    private Outcome decided(Decision.One one, Decision decision, Docket docket, String worker)
            throws RetryLater {
        Finding hinted = docket.finding();
        Finding finding =
                hinted != null && hinted.key().equals(one.finding())
                        ? hinted
                        : ledger.find(one.finding());
        if (finding == null) {
            books().decisions().done(decision.key());
            return forgotten(one.finding());
        }
        // A nudge can come again when the finding is as it was shown once more, after an undo say.
        if (!docket.pending() && !DecisionVisit.isLastOf(finding, decision)) {
            return outcome(
                    Kind.DUPLICATE, DEALT_WITH, finding.subject().target().arn(), finding.key());
        }
        DecisionVisit<S> visit =
                new DecisionVisit<>(this, finding, decision, docket.inForce(), worker);
        Outcome outcome = visit.go();
        if (!visit.closed()) {
            books().decisions().done(decision.key());
        }
        return outcome;
    }

    private Outcome forgotten(String key) {
        return outcome(Kind.IGNORED, "the finding has been forgotten meanwhile", "", key);
    }

    private Outcome unclear(Change change, Suspicion.Unclear unclear, String worker) {
        // No resource to key it by: the record itself is the subject.
        Target target =
                Target.record(
                        change.account(), change.region(), change.eventId(), change.eventName());
        return cannotJudge(
                target,
                Step.UNSURE,
                unclear.reason(),
                unclear.check(),
                Severity.MEDIUM,
                Cause.of(change),
                Kind.UNKNOWN,
                worker);
    }

    Outcome cannotJudge(
            Target target,
            Step step,
            String sentence,
            String check,
            Severity severity,
            Cause cause,
            Kind kind,
            String worker) {
        Seen seen =
                new Seen(
                        "",
                        Keys.fingerprint(Map.of(), Map.of()),
                        severity,
                        sentence,
                        null,
                        null,
                        null,
                        cause,
                        null);
        return cannotJudge(target, step, seen, check, kind, worker);
    }

    Outcome cannotJudge(
            Target target, Step step, Seen seen, String check, Kind kind, String worker) {
        Subject subject = Subject.of(about(), target);
        Answer answer =
                ledger.take(
                        null, Move.of(subject, step, worker, clock.instant(), check).seeing(seen));
        return said(answer, kind, seen.sentence(), target, seen.cause().eventId());
    }

    /** Publishes a move; on a refusal, makes sure that what was decided before was also said. */
    Outcome said(Answer answer, Kind kind, String why, Target target, String eventId) {
        String key = Subject.of(about(), target).key();
        return switch (answer) {
            case Moved(Finding finding) -> {
                report.say(finding);
                yield outcome(kind, why, target.arn(), key);
            }
            case Refused(Answer.Reason reason, Finding finding) -> {
                sayAgain(finding, eventId);
                yield refused(reason, finding, target.arn(), key);
            }
        };
    }

    /** The delivery before this one may have died between outcome and report. */
    void sayAgain(@Nullable Finding finding, String eventId) {
        if (finding != null
                && finding.unsaid()
                && finding.seen().cause().eventId().equals(eventId)) {
            report.say(finding);
        }
    }

    private Outcome refused(
            Answer.Reason reason, @Nullable Finding finding, String arn, String key) {
        return switch (reason) {
            case NOTHING_OPEN -> outcome(Kind.COMPLIANT, "fine, and no finding was open", arn, key);
            case STANDS ->
                    outcome(
                            Kind.YIELDED,
                            "a person decided about this before; their value stands",
                            arn,
                            key);
            case EXEMPT -> outcome(Kind.EXEMPT, "an approver wants it left alone", arn, key);
            case DUPLICATE, STALE, BUSY, NOT_MINE, EXPIRED, CHANGED ->
                    outcome(
                            Kind.DUPLICATE,
                            "the same violation is "
                                    + (finding == null ? "in hand" : finding.state().name())
                                    + " already",
                            arn,
                            key);
        };
    }

    Outcome outcome(Kind kind, String why, String arn, String key) {
        return new Outcome(kind, why, about().id(), arn, key);
    }
}
