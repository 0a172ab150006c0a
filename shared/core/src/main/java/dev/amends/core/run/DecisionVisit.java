package dev.amends.core.run;

import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Rejected;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Answer.Moved;
import dev.amends.core.ledger.Answer.Refused;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Intent;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Term;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.settings.InForce;
import dev.amends.core.settings.Pause;
import java.time.Duration;
import java.time.Instant;

/**
 * Carries out what a person decided about one finding. The resource is read and judged again first:
 * a decision applies to what was shown, and to nothing else. Whatever cannot be carried out is said
 * on the finding, so that nobody waits for it.
 */
final class DecisionVisit<S extends ResourceState> {
    /** Exemptions are announced so long before they end. */
    private static final Duration ANNOUNCED = Duration.ofDays(3);

    private final Visit<S> visit;
    private final Runner<S> runner;
    private final Finding finding;
    private final Decision decision;
    private final InForce inForce;

    /**
     * @param inForce read together with the decision
     */
    DecisionVisit(
            Runner<S> runner, Finding finding, Decision decision, InForce inForce, String worker) {
        // A decision about many is dealt with when each of them has been told, not by one of them.
        String closes = decision.scope() instanceof Decision.One ? decision.key() : null;
        this.visit = new Visit<>(runner, finding, worker, inForce, closes);
        this.runner = runner;
        this.finding = finding;
        this.decision = decision;
        this.inForce = inForce;
    }

    /** Whether what was written last also says that the decision is dealt with. */
    boolean closed() {
        return visit.closed();
    }

    /** Whether it is what somebody decided about the finding last. */
    static boolean isLastOf(Finding finding, Decision decision) {
        Decided last = finding.decided();
        return last != null && last.id().equals(decision.key());
    }

    /**
     * Whether somebody has decided something else after a decision about many: about the finding,
     * or about the names, whose exemption is ended then.
     */
    static boolean decidedSince(Finding finding, Decision decision, InForce inForce) {
        Decided last = finding.decided();
        boolean later =
                last != null
                        && !last.id().equals(decision.key())
                        && last.at().isAfter(decision.at());
        boolean ended =
                decision.kind() == Decision.Kind.EXEMPT
                        && decision.scope() instanceof Decision.Names
                        && inForce.settings().isPresent()
                        && inForce.exemptions().stream()
                                .noneMatch(each -> each.id().equals(decision.key()));
        return later || ended;
    }

    Outcome go() throws RetryLater {
        try {
            return once();
        } catch (RetryLater e) {
            return visit.orGiveUp(e);
        }
    }

    private Outcome once() throws RetryLater {
        boolean begun = isLastOf(finding, decision);
        if (begun && finding.state() != State.ACTING) {
            runner.sayAgain(finding, visit.cause.eventId());
            return visit.end(Kind.DUPLICATE, "this decision was carried out already");
        }
        if (!begun && !decision.covers(finding)) {
            return refuse("the finding has changed since it was shown. Look at it as it is now.");
        }
        Instant now = runner.clock.instant();
        if (!begun && decision.at().plus(Decision.FRESH).isBefore(now)) {
            return refuse("it came too late; decide again if it is still wanted.");
        }
        S state;
        try {
            state = visit.read();
        } catch (Denied e) {
            return unreadable(Sentences.because(e));
        } catch (Rejected e) {
            return unreadable(Sentences.because(e));
        }
        if (state == null) {
            return gone();
        }
        S wished = visit.asWished(state);
        return answered(
                switch (decision.kind()) {
                    case FIX -> fix(wished);
                    case UNDO -> undo(wished);
                    case EXEMPT -> exempt(wished);
                    case LOOK -> look(wished);
                });
    }

    /** What cannot be looked at is not touched. */
    private Outcome unreadable(String why) throws RetryLater {
        return finding.state() == State.ACTING
                ? visit.failed(finding, why)
                : refuse("Amends can't look at it: " + why + ".");
    }

    private Outcome gone() throws RetryLater {
        String why = "it is no longer there.";
        Answer answer =
                visit.take(
                        finding,
                        visit.move(Step.GONE, Sentences.refused(decision, why))
                                .decided(decision.decided().refused(why)));
        if (answer instanceof Refused refused) {
            visit.busy(refused.reason());
            return refuse(why);
        }
        return runner.said(answer, Kind.GONE, why, visit.target, visit.cause.eventId());
    }

    /** Whoever decided must see that something came of it, even when nothing has moved. */
    private Outcome answered(Outcome outcome) throws RetryLater {
        return switch (outcome.kind()) {
            case DUPLICATE, COMPLIANT, SPARED, EXEMPT, YIELDED -> {
                Finding now = runner.ledger.find(finding.key());
                yield now != null && now.rev() == finding.rev()
                        ? refuse("it was looked at again, and nothing has changed.")
                        : outcome;
            }
            default -> outcome;
        };
    }

    private Outcome fix(S state) throws RetryLater {
        if (finding.state() == State.ACTING && visit.done(state, finding)) {
            return visit.finishOrWait(state, finding);
        }
        if (!(runner.guardrail.judge(state, runner.clock.instant())
                instanceof Verdict.Violating violating)) {
            return look(state);
        }
        if (Visit.written(finding)) {
            return visit.notInForce(state, finding);
        }
        Pause pause = inForce.paused(runner.clock.instant());
        if (pause != null) {
            return refuse(
                    "Amends is paused until %s (%s). Resume it first, or wait."
                            .formatted(Sentences.moment(pause.until()), pause.reason()));
        }
        Assessment found = assess(state, violating);
        if (!found.configured()) {
            return refuse(inForce.why());
        }
        if (found.mode() == Mode.OFF || found.mode() == Mode.FLAG) {
            return refuse("the settings let this guardrail only flag.");
        }
        Remedy remedy = found.remedy();
        if (remedy == null || !found.seen().same(finding.seen())) {
            return visit.violating(state, violating, false);
        }
        Answer answer =
                visit.take(
                        finding,
                        visit.move(Step.APPROVE, "About to " + remedy.does() + ".")
                                .seeing(found.seen())
                                .decided(decision.decided()));
        if (answer instanceof Refused refused) {
            return refused(refused);
        }
        Finding claimed = ((Moved) answer).finding();
        return visit.apply(claimed, remedy, Sentences.done(remedy, claimed), Kind.FIXED);
    }

    private Outcome undo(S state) throws RetryLater {
        Remedy remedy = finding.seen().remedy();
        if (remedy == null || !remedy.undoable()) {
            return refuse("what was done cannot be undone.");
        }
        boolean resumed = finding.state() == State.ACTING && finding.intent() == Intent.UNDO;
        if (resumed && visit.done(state, finding)) {
            return visit.finishOrWait(state, finding);
        }
        if (resumed && Visit.written(finding)) {
            return visit.notInForce(state, finding);
        }
        if (state.overruled().isPresent()) {
            String overruled = state.overruled().get();
            return resumed
                    ? visit.failed(finding, Sentences.half(overruled))
                    : refuse(overruled + " Taking back what Amends wrote would change nothing.");
        }
        Remedy inverse = remedy.inverse();
        // Before we begin it must be as we left it; a worker that died before its write left it so.
        boolean ours =
                visit.live(state, finding, remedy.after())
                        || (resumed && state.between(inverse.before(), inverse.after()));
        if ((finding.state() == State.FIXED || resumed) && !ours) {
            return changedSince();
        }
        Answer answer =
                visit.take(
                        finding,
                        visit.move(Step.UNDO, "About to " + inverse.does() + ".")
                                .decided(decision.decided()));
        if (answer instanceof Refused refused) {
            return refused(refused);
        }
        Finding claimed = ((Moved) answer).finding();
        return visit.apply(claimed, inverse, Sentences.done(inverse, claimed), Kind.UNDONE);
    }

    /** The live state is no longer the one we left: what is there is somebody's. */
    private Outcome changedSince() throws RetryLater {
        String why = "it is no longer as Amends left it, and what is there now stands.";
        return visit.open(
                visit.move(Step.OWNER, Sentences.refused(decision, why))
                        .decided(decision.decided().refused(why)),
                Kind.YIELDED);
    }

    private Outcome exempt(S state) throws RetryLater {
        Instant until = decision.until();
        Instant now = runner.clock.instant();
        if (until == null || !until.isAfter(now)) {
            return refuse("its end is not in the future.");
        }
        boolean part = decision.aboutPart(finding);
        Verdict verdict = runner.guardrail.judge(state, now);
        if (part && verdict instanceof Verdict.Compliant(String sentence)) {
            return visit.open(
                    visit.move(Step.FINE, sentence).decided(decision.decided()), Kind.RESOLVED);
        }
        if (!(verdict instanceof Verdict.Violating violating)) {
            return look(state);
        }
        Assessment found = assess(state, violating);
        boolean another =
                decision.scope() instanceof Decision.One && !found.seen().same(finding.seen());
        if (part) {
            // What was exempted of it is left out already; what is left is said.
            visit.onBehalf(decision.decided());
            return visit.violating(state, violating, false);
        }
        if (another) {
            return visit.violating(state, violating, false);
        }
        return visit.open(
                visit.move(Step.EXEMPT, Sentences.exempt(until, decision.reason()))
                        .seeing(found.seen())
                        .lasting(Term.of(now, until, ANNOUNCED))
                        .decided(decision.decided()),
                Kind.EXEMPT);
    }

    private Outcome look(S state) throws RetryLater {
        return switch (runner.guardrail.judge(state, runner.clock.instant())) {
            case Verdict.Compliant compliant ->
                    finding.state() == State.EXEMPT
                            ? visit.open(
                                    visit.move(Step.FINE, compliant.sentence()).afresh(true),
                                    Kind.RESOLVED)
                            : visit.fine(state, compliant.sentence());
            case Verdict.Unknown unknown -> visit.unknown(state, unknown, decision.key());
            case Verdict.Violating violating -> visit.violating(state, violating, true);
        };
    }

    private Assessment assess(S state, Verdict.Violating violating) {
        return Assessment.of(
                runner.guardrail,
                state,
                violating,
                visit.chosen(state),
                visit.cause,
                inForce,
                runner.clock.instant());
    }

    private Outcome refused(Refused refused) throws RetryLater {
        visit.busy(refused.reason());
        return switch (refused.reason()) {
            case EXPIRED ->
                    decision.kind() == Decision.Kind.UNDO
                            ? refuse("a fix can be undone for 30 days, and that time is over.")
                            : refuse("the time to approve is over. Ask for a fresh look.");
            case CHANGED ->
                    refuse("the finding has changed since it was shown. Look at it as it is now.");
            default -> refuse("there is nothing of that kind left to do.");
        };
    }

    private Outcome refuse(String why) throws RetryLater {
        String sentence = Sentences.refused(decision, why);
        Answer answer =
                visit.take(
                        finding,
                        visit.move(Step.NOTE, sentence).decided(decision.decided().refused(why)));
        if (answer instanceof Refused refused) {
            visit.busy(refused.reason());
        }
        return runner.said(answer, Kind.REFUSED, sentence, visit.target, visit.cause.eventId());
    }
}
