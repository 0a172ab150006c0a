package dev.amends.core.run;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Gone;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.guardrail.Wishes;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Answer.Moved;
import dev.amends.core.ledger.Answer.Refused;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Intent;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Seen;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Subject;
import dev.amends.core.ledger.Term;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.settings.Exemption;
import dev.amends.core.settings.InForce;
import dev.amends.core.settings.Pause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One look at one resource, from reading it to saying what became of it. */
final class Visit<S extends ResourceState> {
    final Runner<S> runner;
    final Target target;
    private final Subject subject;
    private final @Nullable Change change;
    final Cause cause;
    private final String worker;
    private final int look;

    /** What a person decided about a part of the finding; carried by the next step. */
    private @Nullable Decided decided;

    /** What is in force; read at most once for a look. */
    private @Nullable InForce read;

    private final @Nullable String closes;
    private boolean closed;

    /** The finding as far as we know it; only a hint, every write is conditional. */
    @Nullable Finding known;

    Visit(Runner<S> runner, Target target, Change change, String worker, int look) {
        this.runner = runner;
        this.target = target;
        this.subject = Subject.of(runner.about(), target);
        this.change = change;
        this.cause = Cause.of(change);
        this.worker = worker;
        this.look = look;
        this.read = null;
        this.closes = null;
    }

    Visit(Runner<S> runner, Finding finding, String worker) {
        this(runner, finding, worker, null, null);
    }

    /**
     * A visit because of what a person decided.
     *
     * @param read what is in force, where it has been read already
     * @param closes the key of the decision that is dealt with when this visit is over
     */
    Visit(
            Runner<S> runner,
            Finding finding,
            String worker,
            @Nullable InForce read,
            @Nullable String closes) {
        this.runner = runner;
        this.target = finding.subject().target();
        this.subject = finding.subject();
        this.change = null;
        this.cause = finding.seen().cause();
        this.worker = worker;
        this.look = 0;
        this.known = finding;
        this.read = read;
        this.closes = closes;
    }

    Outcome go() throws RetryLater {
        if (known != null && known.state() == State.EXEMPT && change == null) {
            Instant ends = known.ends();
            if (ends != null && ends.isAfter(runner.clock.instant())) {
                return remind(known);
            }
        }
        if (change != null && young() && runner.guardrail.waits(change)) {
            return end(Kind.LATER, "a record that says more may still come");
        }
        S state;
        try {
            state = read();
        } catch (Denied e) {
            return denied(e);
        }
        if (change != null && young() && runner.guardrail.contradicts(change, state)) {
            return end(Kind.LATER, "the state read does not fit an event this fresh");
        }
        if (state == null) {
            return missing();
        }
        if (known != null && known.state() == State.ACTING && live(state, known, true)) {
            return finishOrWait(known, known.seen().remedy());
        }
        state = asWished(state);
        return switch (runner.guardrail.judge(state, runner.clock.instant())) {
            case Verdict.Compliant compliant -> fine(state, compliant.sentence());
            case Verdict.Unknown unknown ->
                    runner.cannotJudge(
                            target,
                            Step.UNSURE,
                            unknown.sentence(),
                            unknown.check(),
                            Severity.MEDIUM,
                            cause,
                            Kind.UNKNOWN,
                            worker);
            case Verdict.Violating violating -> violating(state, violating, false);
        };
    }

    @Nullable S read() throws RetryLater, Denied {
        try {
            return runner.resources.read(target, change);
        } catch (Transient e) {
            throw new RetryLater("could not read " + target.arn(), e);
        }
    }

    /** The next step is on behalf of somebody who decided about a part of the finding. */
    void onBehalf(Decided person) {
        decided = person;
    }

    /** The state as it is to be judged. */
    S asWished(S state) {
        return runner.guardrail.asWished(state, new InForceWishes());
    }

    private final class InForceWishes implements Wishes {
        @Override
        public Options options() {
            return inForce()
                    .settings()
                    .flatMap(settings -> settings.options(runner.about()))
                    .orElseGet(() -> new Options(runner.about(), Node.ABSENT));
        }

        @Override
        public boolean exempt(String name) {
            return inForce().exemption(name, runner.clock.instant()).isPresent();
        }
    }

    private boolean young() {
        // Bounded: a record from a clock ahead of ours would stay young for ever.
        return change != null
                && look < Runner.LOOKS
                && change.time().isAfter(runner.clock.instant().minus(Runner.YOUNG));
    }

    /**
     * Whether a fix may be made unasked: the change was seen as it happened, or a fix was begun.
     */
    private boolean asItHappened() {
        return change == null
                ? known != null && known.state() == State.ACTING
                : change.origin() != Origin.REDRIVE;
    }

    /** One finding per guardrail and permission, however many resources it concerns. */
    Outcome denied(Denied e) {
        Optional<Outcome> due = due(null, runner.clock.instant());
        if (due.isPresent()) {
            // It can lapse without being read; otherwise it would be due for ever.
            return due.get();
        }
        Target permission = Target.permission(target.account(), target.region(), e.action());
        return runner.cannotJudge(
                permission,
                Step.UNREADABLE,
                "Amends may not call %s, so \"%s\" is not checked in this account and Region."
                        .formatted(e.action(), runner.about().title()),
                "Give its role that permission; a service control policy or the permissions boundary may take it away.",
                Severity.HIGH,
                cause,
                Kind.FAILED,
                worker);
    }

    Outcome missing() throws RetryLater {
        Answer answer =
                take(look(), move(Step.GONE, "It is no longer there; nothing is left to do."));
        if (answer instanceof Refused(Answer.Reason reason, Finding finding)) {
            busy(reason);
            runner.sayAgain(finding, cause.eventId());
            return end(Kind.GONE, "it is no longer there");
        }
        return runner.said(answer, Kind.GONE, "it is no longer there", target, cause.eventId());
    }

    /** The one look at the ledger that a suspected but fine change costs. */
    private @Nullable Finding look() {
        if (known == null) {
            known = runner.ledger.find(subject.key());
        }
        return known;
    }

    Outcome fine(S state, String why) throws RetryLater {
        Finding finding = look();
        if (finding == null) {
            return end(Kind.COMPLIANT, why);
        }
        String incarnation = finding.seen().incarnation();
        if (!incarnation.isEmpty() && !incarnation.equals(state.incarnation())) {
            return replaced(finding, why);
        }
        Remedy remedy = finding.seen().remedy();
        boolean ours = live(state, finding, true);
        if (finding.state() == State.ACTING && ours) {
            return finishOrWait(finding, remedy);
        }
        if (finding.state() == State.ACTING
                && finding.intent() == Intent.RESTORE
                && remedy != null
                && live(state, finding, false)) {
            // Putting an owner's value back was begun, and its worker died before the write.
            return restore(finding, remedy);
        }
        if (finding.state() == State.FIXED && remedy != null) {
            return afterOurFix(finding, remedy, ours, why);
        }
        Answer answer =
                take(finding, move(Step.FINE, "Put right by its owner.").settledBy(byOwner()));
        if (answer instanceof Refused(Answer.Reason reason, Finding now)) {
            busy(reason);
            runner.sayAgain(now, cause.eventId());
            return end(Kind.COMPLIANT, why);
        }
        return runner.said(
                answer, Kind.RESOLVED, "put right by its owner", target, cause.eventId());
    }

    /** The finding is about an earlier resource of this name, which is gone. */
    private Outcome replaced(Finding finding, String why) throws RetryLater {
        Answer answer =
                take(
                        finding,
                        move(
                                Step.GONE,
                                "It was deleted, and another one of its name has been made since."));
        if (answer instanceof Refused(Answer.Reason reason, Finding ignored)) {
            busy(reason);
            return end(Kind.COMPLIANT, why);
        }
        return runner.said(answer, Kind.GONE, "replaced by another one", target, cause.eventId());
    }

    /** Whether the finding's after-image (or else its before-image) is what was read. */
    boolean live(S state, Finding finding, boolean after) {
        Remedy remedy = finding.seen().remedy();
        return remedy != null
                && state.incarnation().equals(finding.seen().incarnation())
                && state.fields()
                        .entrySet()
                        .containsAll((after ? remedy.after() : remedy.before()).entrySet());
    }

    /** The write went through and its worker died before the outcome was written. */
    Outcome finishOrWait(Finding finding, @Nullable Remedy remedy) throws RetryLater {
        String done = remedy == null ? "Done." : Sentences.done(remedy, finding);
        Answer answer = take(finding, move(Step.DONE, done));
        if (answer instanceof Refused) {
            throw new RetryLater("another worker is at " + target.arn());
        }
        return runner.said(answer, kind(finding), done, target, cause.eventId());
    }

    private static Kind kind(Finding acting) {
        Intent intent = acting.intent();
        return switch (intent == null ? Intent.FIX : intent) {
            case FIX -> Kind.FIXED;
            case RESTORE -> Kind.YIELDED;
            case UNDO -> Kind.UNDONE;
        };
    }

    /** We fixed it and it is fine: whose value is it, and did we write over somebody's? */
    private Outcome afterOurFix(Finding finding, Remedy remedy, boolean ours, String why)
            throws RetryLater {
        if (!ours) {
            Answer answer =
                    take(
                            finding,
                            move(
                                            Step.OWNER,
                                            "Its owner has set another value since; theirs stands.")
                                    .settledBy(byOwner()));
            return runner.said(
                    answer, Kind.YIELDED, "the owner's value stands", target, cause.eventId());
        }
        Map<String, @Nullable String> theirs =
                change == null ? Map.of() : runner.guardrail.chosen(change);
        if (change == null
                || theirs.isEmpty()
                || theirs.equals(remedy.after())
                // CloudTrail's times are whole seconds: theirs at 10.9 s reads as 10.
                || change.time().isAfter(finding.updatedAt())) {
            runner.sayAgain(finding, cause.eventId());
            return end(Kind.COMPLIANT, why);
        }
        return putBack(finding, remedy, theirs);
    }

    /** Theirs came first, ours landed on top of it, and ours is still live. */
    private Outcome putBack(Finding finding, Remedy ours, Map<String, @Nullable String> theirs)
            throws RetryLater {
        String does = "put the owner's own value back";
        Remedy restore =
                new Remedy(
                        does,
                        "Put the owner's own value back: it was set a moment before ours.",
                        ours.after(),
                        theirs,
                        true,
                        null,
                        List.of(),
                        "",
                        "");
        return restore(finding, restore);
    }

    private Outcome restore(Finding finding, Remedy restore) throws RetryLater {
        Pause pause = inForce().paused(runner.clock.instant());
        if (pause != null) {
            return end(Kind.LATER, Sentences.held(pause)).heldUntil(pause.until());
        }
        Answer answer =
                take(
                        finding,
                        move(Step.RESTORE, "Putting it back.").settledBy(byOwner()).with(restore));
        if (!(answer instanceof Moved(Finding claimed))) {
            throw new RetryLater("another worker is at " + target.arn());
        }
        return apply(claimed, restore, restore.done(), Kind.YIELDED);
    }

    Outcome violating(S state, Verdict.Violating verdict, boolean afresh) throws RetryLater {
        InForce inForce = inForce();
        Instant now = runner.clock.instant();
        Map<String, @Nullable String> chosen =
                change == null ? Map.of() : runner.guardrail.chosen(change);
        Assessment found =
                Assessment.of(runner.guardrail, state, verdict, chosen, cause, inForce, now);
        if (found.mode() == Mode.OFF) {
            return switchedOff();
        }
        if (found.spared().isPresent()) {
            return spared(state, found.spared().get());
        }
        Optional<Outcome> due = due(found.seen(), now);
        if (due.isPresent()) {
            return due.get();
        }
        Courtesy courtesy =
                Courtesy.of(
                        runner.about(),
                        asItHappened(),
                        cause.tool(),
                        chosen,
                        state,
                        found.remedies(),
                        found.mode(),
                        found.configured(),
                        young());
        if (courtesy.action() == Courtesy.Action.WAIT) {
            return end(Kind.LATER, courtesy.why());
        }
        Optional<Exemption> exemption = inForce.exemption(target.name(), now);
        if (exemption.isPresent()) {
            return exempt(found.seen(), exemption.get());
        }
        Pause pause = inForce.paused(now);
        if (pause != null) {
            return open(
                    move(Step.HOLD, Sentences.held(pause))
                            .seeing(found.seen())
                            .lasting(new Term(pause.until(), pause.until()))
                            .afresh(afresh),
                    Kind.HELD);
        }
        return switch (courtesy.action()) {
            case FLAG ->
                    open(
                            move(Step.FLAG, courtesy.why())
                                    .seeing(found.seen())
                                    .afresh(afresh)
                                    .decided(decided),
                            Kind.FLAGGED);
            case ASK ->
                    open(
                            move(Step.ASK, courtesy.why())
                                    .seeing(found.seen())
                                    .lasting(
                                            inForce.settings()
                                                    .map(s -> s.approval(now))
                                                    .orElse(null))
                                    .afresh(afresh),
                            Kind.ASKED);
            case FIX -> fix(found.seen(), found.remedy());
            case WAIT -> throw new IllegalStateException("waited above");
        };
    }

    /** What was due on a finding that waits for a person and is still what it was. */
    private Optional<Outcome> due(@Nullable Seen seen, Instant now) {
        Finding waiting = known;
        if (change != null || waiting == null || waiting.state() != State.AWAITING) {
            return Optional.empty();
        }
        if (seen != null && !seen.same(waiting.seen())) {
            return Optional.empty();
        }
        Instant ends = waiting.ends();
        if (ends != null && !ends.isAfter(now)) {
            String why = Sentences.expired(waiting);
            return Optional.of(settle(move(Step.EXPIRE, why), Kind.EXPIRED));
        }
        return Optional.of(remind(waiting));
    }

    /** An approval or an exemption ends soon. */
    private Outcome remind(Finding waiting) {
        return settle(move(Step.REMIND, waiting.decision()), Kind.REMINDED);
    }

    private Outcome settle(Move move, Kind kind) {
        return runner.said(take(known, move), kind, move.decision(), target, cause.eventId());
    }

    private Outcome switchedOff() {
        String why = "this guardrail is switched off";
        if (change == null && known != null) {
            // Otherwise the keeper would bring it back every minute.
            return settle(
                    move(Step.FINE, "Left alone: this guardrail is switched off."), Kind.SPARED);
        }
        return end(Kind.SPARED, why);
    }

    private Outcome exempt(Seen seen, Exemption exemption) throws RetryLater {
        Decided decided =
                new Decided(
                        exemption.id(),
                        Decision.Kind.EXEMPT,
                        exemption.by(),
                        "",
                        exemption.at(),
                        exemption.reason(),
                        "");
        return open(
                move(Step.EXEMPT, Sentences.exempt(exemption.until(), exemption.reason()))
                        .seeing(seen)
                        .lasting(new Term(exemption.until(), exemption.until()))
                        .decided(decided),
                Kind.EXEMPT);
    }

    private Outcome spared(S state, String why) throws RetryLater {
        Outcome fine = fine(state, why);
        return fine.kind() == Kind.COMPLIANT ? end(Kind.SPARED, why) : fine;
    }

    Outcome open(Move move, Kind kind) throws RetryLater {
        Answer answer = take(known, move);
        if (answer instanceof Refused refused) {
            busy(refused.reason());
        }
        return runner.said(answer, kind, move.decision(), target, cause.eventId());
    }

    private Outcome fix(Seen seen, @Nullable Remedy remedy) throws RetryLater {
        if (remedy == null) {
            throw new IllegalStateException("a fix without a remedy");
        }
        Answer answer = take(known, move(Step.FIX, "About to " + remedy.does() + ".").seeing(seen));
        if (answer instanceof Refused refused) {
            busy(refused.reason());
            return runner.said(answer, Kind.FIXED, "", target, cause.eventId());
        }
        Finding claimed = ((Moved) answer).finding();
        if (claimed.state() != State.ACTING) {
            return runner.said(answer, Kind.HELD, claimed.decision(), target, cause.eventId());
        }
        return apply(claimed, remedy, remedy.done(), Kind.FIXED);
    }

    /**
     * Makes the change that was claimed, and says what became of it.
     *
     * @param done the sentence when it is done
     */
    Outcome apply(Finding claimed, Remedy remedy, String done, Kind kind) throws RetryLater {
        Move outcome;
        Kind ended = kind;
        try {
            runner.resources.set(target, remedy.after());
            outcome = move(Step.DONE, done);
        } catch (Transient e) {
            // The claim stays; its lease runs out, and the next delivery takes over.
            throw new RetryLater("could not " + remedy.does() + ": " + target.arn(), e);
        } catch (Gone e) {
            ended = Kind.GONE;
            outcome = move(Step.GONE, "It was deleted before that could be done.");
        } catch (Denied e) {
            ended = Kind.FAILED;
            outcome = move(Step.FAILED, Sentences.denied(remedy, e));
            if (claimed.intent() == Intent.UNDO) {
                // Our fix still stands, and can be undone another time.
                outcome = outcome.with(remedy.inverse());
            }
        }
        Answer answer = take(claimed, outcome);
        if (answer instanceof Refused) {
            throw new RetryLater("the lease on " + target.arn() + " was lost");
        }
        return runner.said(answer, ended, outcome.decision(), target, cause.eventId());
    }

    /** Another worker holds it: come back when it is done, rather than say anything now. */
    void busy(Answer.Reason reason) throws RetryLater {
        if (reason == Answer.Reason.BUSY || reason == Answer.Reason.STALE) {
            throw new RetryLater("another worker is, or has just been, at " + target.arn());
        }
    }

    /** A step of this visit's finding; ends the decision behind it when nothing is left to do. */
    Answer take(@Nullable Finding before, Move move) {
        Answer answer = runner.ledger.take(before, move, closes);
        closed |= closes != null && answer instanceof Moved(Finding after) && Ledger.settles(after);
        return answer;
    }

    /** Whether the decision that led here has been marked as dealt with. */
    boolean closed() {
        return closed;
    }

    private InForce inForce() {
        InForce inForce = read;
        if (inForce == null) {
            inForce = runner.settings.inForce(runner.about().id());
            read = inForce;
        }
        return inForce;
    }

    private @Nullable String byOwner() {
        return change == null ? null : change.actor().name();
    }

    Move move(Step step, String decision) {
        return Move.of(subject, step, worker, runner.clock.instant(), decision);
    }

    Outcome end(Kind kind, String why) {
        return runner.outcome(kind, why, target.arn(), subject.key());
    }
}
