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
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Answer.Moved;
import dev.amends.core.ledger.Answer.Refused;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Episodes.Move;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Seen;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Subject;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One look at one resource, from reading it to saying what became of it. */
final class Visit<S extends ResourceState> {
    private final Runner<S> runner;
    private final Target target;
    private final Subject subject;
    private final @Nullable Change change;
    private final Cause cause;
    private final String worker;
    private final int look;

    /** The finding as far as we know it; only a hint, every write is conditional. */
    private @Nullable Finding known;

    Visit(Runner<S> runner, Target target, Change change, String worker, int look) {
        this.runner = runner;
        this.target = target;
        this.subject = Subject.of(runner.about(), target);
        this.change = change;
        this.cause = Cause.of(change);
        this.worker = worker;
        this.look = look;
    }

    Visit(Runner<S> runner, Finding finding, String worker) {
        this.runner = runner;
        this.target = finding.subject().target();
        this.subject = finding.subject();
        this.change = null;
        this.cause = finding.seen().cause();
        this.worker = worker;
        this.look = 0;
        this.known = finding;
    }

    Outcome go() throws RetryLater {
        S state;
        try {
            state = runner.resources.read(target, change);
        } catch (Transient e) {
            throw new RetryLater("could not read " + target.arn(), e);
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
            case Verdict.Violating violating -> violating(state, violating);
        };
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
    private Outcome denied(Denied e) {
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

    private Outcome missing() throws RetryLater {
        Answer answer =
                runner.ledger.take(
                        look(),
                        move(
                                Step.GONE,
                                null,
                                "It is no longer there; nothing is left to do.",
                                null,
                                null));
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

    private Outcome fine(S state, String why) throws RetryLater {
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
                && finding.settledBy() != null
                && remedy != null
                && live(state, finding, false)) {
            // Putting an owner's value back was begun, and its worker died before the write.
            return restore(finding, remedy);
        }
        if (finding.state() == State.FIXED && remedy != null) {
            return afterOurFix(finding, remedy, ours, why);
        }
        Answer answer =
                runner.ledger.take(
                        finding, move(Step.FINE, null, "Put right by its owner.", byOwner(), null));
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
                runner.ledger.take(
                        finding,
                        move(
                                Step.GONE,
                                null,
                                "It was deleted, and another one of its name has been made since.",
                                null,
                                null));
        if (answer instanceof Refused(Answer.Reason reason, Finding ignored)) {
            busy(reason);
            return end(Kind.COMPLIANT, why);
        }
        return runner.said(answer, Kind.GONE, "replaced by another one", target, cause.eventId());
    }

    /** Whether the finding's after-image (or else its before-image) is what was read. */
    private boolean live(S state, Finding finding, boolean after) {
        Remedy remedy = finding.seen().remedy();
        return remedy != null
                && state.incarnation().equals(finding.seen().incarnation())
                && state.fields()
                        .entrySet()
                        .containsAll((after ? remedy.after() : remedy.before()).entrySet());
    }

    /** The write went through and its worker died before the outcome was written. */
    private Outcome finishOrWait(Finding finding, @Nullable Remedy remedy) throws RetryLater {
        String done = remedy == null ? "Done." : remedy.done();
        Answer answer = runner.ledger.take(finding, move(Step.DONE, null, done, null, null));
        if (answer instanceof Refused) {
            throw new RetryLater("another worker is at " + target.arn());
        }
        return runner.said(answer, Kind.FIXED, done, target, cause.eventId());
    }

    /** We fixed it and it is fine: whose value is it, and did we write over somebody's? */
    private Outcome afterOurFix(Finding finding, Remedy remedy, boolean ours, String why)
            throws RetryLater {
        if (!ours) {
            Answer answer =
                    runner.ledger.take(
                            finding,
                            move(
                                    Step.OWNER,
                                    null,
                                    "Its owner has set another value since; theirs stands.",
                                    byOwner(),
                                    null));
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
        Answer answer =
                runner.ledger.take(
                        finding, move(Step.RESTORE, null, "Putting it back.", byOwner(), restore));
        if (!(answer instanceof Moved(Finding claimed))) {
            throw new RetryLater("another worker is at " + target.arn());
        }
        return apply(claimed, restore, Kind.YIELDED);
    }

    private Outcome violating(S state, Verdict.Violating verdict) throws RetryLater {
        Optional<Settings> read = runner.settings.read();
        Mode mode = read.map(s -> s.mode(runner.about())).orElse(Mode.FLAG);
        if (mode == Mode.OFF) {
            return end(Kind.SPARED, "this guardrail is switched off");
        }
        Optional<Options> given = read.flatMap(s -> s.options(runner.about()));
        Options options = given.orElseGet(() -> new Options(runner.about(), Node.ABSENT));
        Optional<String> spared = runner.guardrail.spared(state, options);
        if (spared.isPresent()) {
            return spared(state, spared.get());
        }
        List<Remedy> remedies = runner.guardrail.remedies(state, options, runner.clock.instant());
        Map<String, @Nullable String> chosen =
                change == null ? Map.of() : runner.guardrail.chosen(change);
        Decision decision =
                Decision.of(
                        runner.about(),
                        asItHappened(),
                        cause.tool(),
                        chosen,
                        state,
                        remedies,
                        mode,
                        given.isPresent(),
                        young());
        if (decision.action() == Decision.Action.WAIT) {
            return end(Kind.LATER, decision.why());
        }
        Remedy remedy = remedies.isEmpty() ? null : remedies.getFirst();
        Seen seen =
                new Seen(
                        state.incarnation(),
                        Keys.fingerprint(
                                state.fields(),
                                // What somebody chose is another matter than what was left out,
                                // and is said even where the other was settled before.
                                remedy == null || !chosen.isEmpty() ? Map.of() : remedy.after()),
                        verdict.severity(),
                        verdict.sentence(),
                        verdict.cost(),
                        state.stack().orElse(null),
                        cause,
                        remedy);
        return switch (decision.action()) {
            case FLAG -> open(Step.FLAG, seen, decision.why(), Kind.FLAGGED);
            case ASK -> open(Step.ASK, seen, decision.why(), Kind.ASKED);
            case FIX -> fix(seen, remedy);
            case WAIT -> throw new IllegalStateException("waited above");
        };
    }

    private Outcome spared(S state, String why) throws RetryLater {
        Outcome fine = fine(state, why);
        return fine.kind() == Kind.COMPLIANT ? end(Kind.SPARED, why) : fine;
    }

    private Outcome open(Step step, Seen seen, String why, Kind kind) throws RetryLater {
        Answer answer = runner.ledger.take(known, move(step, seen, why, null, null));
        if (answer instanceof Refused refused) {
            busy(refused.reason());
        }
        return runner.said(answer, kind, why, target, cause.eventId());
    }

    private Outcome fix(Seen seen, @Nullable Remedy remedy) throws RetryLater {
        if (remedy == null) {
            throw new IllegalStateException("a fix without a remedy");
        }
        Answer answer =
                runner.ledger.take(
                        known, move(Step.FIX, seen, "About to " + remedy.does() + ".", null, null));
        if (answer instanceof Refused refused) {
            busy(refused.reason());
            return runner.said(answer, Kind.FIXED, "", target, cause.eventId());
        }
        Finding claimed = ((Moved) answer).finding();
        if (claimed.state() != State.ACTING) {
            return runner.said(answer, Kind.HELD, claimed.decision(), target, cause.eventId());
        }
        return apply(claimed, remedy, Kind.FIXED);
    }

    private Outcome apply(Finding claimed, Remedy remedy, Kind kind) throws RetryLater {
        Move outcome;
        Kind ended = kind;
        try {
            runner.resources.set(target, remedy.after());
            outcome = move(Step.DONE, null, remedy.done(), null, null);
        } catch (Transient e) {
            // The claim stays; its lease runs out, and the next delivery takes over.
            throw new RetryLater("could not " + remedy.does() + ": " + target.arn(), e);
        } catch (Gone e) {
            ended = Kind.GONE;
            outcome =
                    move(Step.GONE, null, "It was deleted before that could be done.", null, null);
        } catch (Denied e) {
            ended = Kind.FAILED;
            outcome =
                    move(
                            Step.FAILED,
                            null,
                            "Could not "
                                    + remedy.does()
                                    + ": the role may not call "
                                    + e.action()
                                    + ". Deploy with Powers=safe or more, or do it by hand.",
                            null,
                            null);
        }
        Answer answer = runner.ledger.take(claimed, outcome);
        if (answer instanceof Refused) {
            throw new RetryLater("the lease on " + target.arn() + " was lost");
        }
        return runner.said(answer, ended, outcome.decision(), target, cause.eventId());
    }

    /** Another worker holds it: come back when it is done, rather than say anything now. */
    private void busy(Answer.Reason reason) throws RetryLater {
        if (reason == Answer.Reason.BUSY || reason == Answer.Reason.STALE) {
            throw new RetryLater("another worker is, or has just been, at " + target.arn());
        }
    }

    private @Nullable String byOwner() {
        return change == null ? null : change.actor().name();
    }

    private Move move(
            Step step,
            @Nullable Seen seen,
            String decision,
            @Nullable String by,
            @Nullable Remedy restore) {
        return new Move(subject, step, seen, decision, worker, runner.clock.instant(), by, restore);
    }

    private Outcome end(Kind kind, String why) {
        return runner.outcome(kind, why, target.arn(), subject.key());
    }
}
