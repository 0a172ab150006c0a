package dev.amends.core.run;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Gone;
import dev.amends.core.guardrail.Resources.Rejected;
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
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Intent;
import dev.amends.core.ledger.Keys;
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
        try {
            return once();
        } catch (RetryLater e) {
            return orGiveUp(e);
        }
    }

    /**
     * What must come back comes back, but a claim is not held for ever, and what is long over needs
     * no read.
     */
    Outcome orGiveUp(RetryLater e) throws RetryLater {
        Finding waiting = known;
        if (waiting == null) {
            throw e;
        }
        Instant since = runner.clock.instant().minus(Episodes.CLAIM_LIMIT);
        Finding.Claim claim = waiting.claim();
        if (claim != null && !claim.since().isAfter(since)) {
            return failed(waiting, Sentences.gaveUp());
        }
        Instant ends = waiting.ends();
        if (ends != null && !ends.isAfter(since)) {
            Optional<Outcome> due = due(null, runner.clock.instant());
            if (due.isPresent()) {
                return due.get();
            }
        }
        throw e;
    }

    private Outcome once() throws RetryLater {
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
        } catch (Rejected e) {
            return rejected(e);
        }
        if (change != null && young() && runner.guardrail.contradicts(change, state)) {
            return end(Kind.LATER, "the state read does not fit an event this fresh");
        }
        if (state == null) {
            return missing();
        }
        if (known != null && known.state() == State.ACTING && done(state, known)) {
            return finishOrWait(state, known);
        }
        state = asWished(state);
        Verdict verdict = runner.guardrail.judge(state, runner.clock.instant());
        if (known != null && written(known) && !(verdict instanceof Verdict.Compliant)) {
            return notInForce(state, known);
        }
        return switch (verdict) {
            case Verdict.Compliant compliant -> fine(state, compliant.sentence());
            case Verdict.Unknown unknown -> unknown(state, unknown, worker);
            case Verdict.Violating violating -> violating(state, violating, false);
        };
    }

    /** What cannot be judged is still somebody's, and somebody did it. */
    Outcome unknown(S state, Verdict.Unknown unknown, String by) {
        Seen seen =
                new Seen(
                        state.incarnation(),
                        Keys.fingerprint(Map.of(), Map.of()),
                        Severity.MEDIUM,
                        unknown.sentence(),
                        null,
                        state.stack().orElse(null),
                        inForce().settings().map(s -> state.tags().get(s.ownerTag())).orElse(null),
                        cause,
                        null);
        return runner.cannotJudge(target, Step.UNSURE, seen, unknown.check(), Kind.UNKNOWN, by);
    }

    @Nullable S read() throws RetryLater, Denied, Rejected {
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
     * Why no fix may be made unasked, as a sentence; null when the change was seen as it happened,
     * or a fix was begun.
     */
    private @Nullable String late(S state) {
        if (change != null) {
            return change.origin() == Origin.REDRIVE
                    ? Sentences.LATE
                    : change.origin() == Origin.EVENT && !runner.guardrail.fits(change, state)
                            ? Sentences.MISFIT
                            : null;
        }
        Finding finding = known;
        State before = finding == null ? State.OPEN : finding.state();
        return switch (before) {
            case ACTING -> null;
            case PAUSED ->
                    finding != null && finding.seen().cause().origin() == Origin.REDRIVE
                            ? Sentences.LATE
                            : null;
            case HELD -> Sentences.CAME_BACK;
            case EXEMPT -> Sentences.EXEMPTION_OVER;
            default -> Sentences.ASKED_FOR;
        };
    }

    /**
     * One finding per guardrail and permission, however many resources it concerns; but a resource
     * that does not let us look is named itself.
     */
    Outcome denied(Denied e) throws RetryLater {
        Finding claimed = known;
        if (claimed != null && claimed.state() == State.ACTING) {
            return failed(claimed, Sentences.because(e));
        }
        Optional<Outcome> due = due(null, runner.clock.instant());
        if (due.isPresent()) {
            // It can lapse without being read; otherwise it would be due for ever.
            return due.get();
        }
        if (e.byResource()) {
            return unreadable(
                    "Amends can't look at %s: it may not call %s, because %s."
                            .formatted(target.name(), e.action(), e.why().orElse("it is denied")),
                    "Let Amends' role read it, or look at it yourself.");
        }
        Target permission = Target.permission(target.account(), target.region(), e.action());
        return runner.cannotJudge(
                permission,
                Step.UNREADABLE,
                "Amends may not call %s%s, so \"%s\" is not checked in this account and Region."
                        .formatted(
                                e.action(),
                                e.resource().map(arn -> " on " + arn).orElse(""),
                                runner.about().title()),
                "Give its role that permission; a service control policy or the permissions boundary may take it away.",
                Severity.HIGH,
                cause,
                Kind.FAILED,
                worker);
    }

    /** AWS answers about this resource, and would answer the same another time. */
    private Outcome rejected(Rejected e) throws RetryLater {
        Finding claimed = known;
        if (claimed != null && claimed.state() == State.ACTING) {
            return failed(claimed, Sentences.because(e));
        }
        Optional<Outcome> due = due(null, runner.clock.instant());
        return due.isPresent()
                ? due.get()
                : unreadable(
                        "Amends can't look at %s: to %s AWS answered %s."
                                .formatted(target.name(), e.action(), e.answer()),
                        "Look at it yourself.");
    }

    private Outcome unreadable(String sentence, String check) {
        return runner.cannotJudge(
                target, Step.UNSURE, sentence, check, Severity.MEDIUM, cause, Kind.UNKNOWN, worker);
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
        boolean acting = finding.state() == State.ACTING;
        if (acting && done(state, finding)) {
            return finishOrWait(state, finding);
        }
        if (acting && finding.intent() == Intent.UNDO) {
            // What is fine is our fix; whoever carries the undo out says what became of it.
            return end(Kind.COMPLIANT, why);
        }
        if (acting
                && finding.intent() == Intent.RESTORE
                && remedy != null
                && live(state, finding, remedy.before())) {
            if (written(finding)) {
                return notInForce(state, finding);
            }
            Optional<String> overruled = state.overruled();
            // Putting an owner's value back was begun, and its worker died before the write.
            return overruled.isPresent()
                    ? failed(finding, Sentences.half(overruled.get()))
                    : restore(finding, remedy);
        }
        if (finding.state() == State.FIXED && remedy != null) {
            return afterOurFix(state, finding, remedy, why);
        }
        String settled =
                finding.state() == State.UNKNOWN
                        ? "It can be judged now, and nothing is wrong."
                        : runner.guardrail.settled(state);
        Answer answer = take(finding, move(Step.FINE, settled).settledBy(byOwner()));
        if (answer instanceof Refused(Answer.Reason reason, Finding now)) {
            busy(reason);
            runner.sayAgain(now, cause.eventId());
            return end(Kind.COMPLIANT, why);
        }
        return runner.said(answer, Kind.RESOLVED, settled, target, cause.eventId());
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

    /** Whether an image of the finding's resource is what was read. */
    boolean live(S state, Finding finding, Map<String, @Nullable String> image) {
        return state.incarnation().equals(finding.seen().incarnation())
                && state.fields().entrySet().containsAll(image.entrySet());
    }

    /** Whether the change that was claimed is what was read. */
    boolean done(S state, Finding acting) {
        Remedy change = acting.change();
        return change != null && live(state, acting, change.after());
    }

    /** Whether AWS accepted the change that was claimed, without its effect being seen. */
    static boolean written(Finding finding) {
        Finding.Claim claim = finding.claim();
        return claim != null && claim.written() != null;
    }

    /** The change is in force, and its outcome was not written: by whom it was begun says how. */
    Outcome finishOrWait(S state, Finding finding) throws RetryLater {
        Remedy change = finding.change();
        String done = change == null ? "Done." : Sentences.done(change, finding);
        return finish(state, finding, done, kind(finding));
    }

    /** Says that it is done; an undone fix of a security guardrail is open again. */
    private Outcome finish(@Nullable S state, Finding finding, String done, Kind kind)
            throws RetryLater {
        Move outcome = move(Step.DONE, done);
        if (state != null && reopens(finding)) {
            S wished = asWished(state);
            if (runner.guardrail.judge(wished, runner.clock.instant())
                    instanceof Verdict.Violating violating) {
                outcome =
                        move(Step.REOPENED, done + " " + Sentences.REOPENED)
                                .seeing(assess(wished, violating, Map.of()).seen());
            }
        }
        return ended(finding, outcome, kind);
    }

    private boolean reopens(Finding finding) {
        return finding.intent() == Intent.UNDO && runner.about().security();
    }

    /** Writes the outcome of a claim. */
    private Outcome ended(Finding claimed, Move outcome, Kind kind) throws RetryLater {
        Answer answer = take(claimed, outcome);
        if (answer instanceof Refused) {
            throw new RetryLater("another worker is at " + target.arn());
        }
        return runner.said(answer, kind, outcome.decision(), target, cause.eventId());
    }

    /** The claim cannot be carried out, and people are told. */
    Outcome failed(Finding claimed, String why) throws RetryLater {
        return ended(
                claimed, move(Step.FAILED, Sentences.couldNot(claimed.change(), why)), Kind.FAILED);
    }

    /** AWS accepted it two minutes ago, and something else is in force. */
    Outcome notInForce(S state, Finding claimed) throws RetryLater {
        Remedy change = claimed.change();
        return failed(
                claimed,
                Sentences.notInForce(
                        change == null ? Map.of() : change.after(),
                        state.fields(),
                        state.overruled()));
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
    private Outcome afterOurFix(S state, Finding finding, Remedy remedy, String why)
            throws RetryLater {
        if (state.overruled().isPresent()) {
            String overruled = state.overruled().get();
            return runner.said(
                    take(finding, move(Step.OWNER, overruled)),
                    Kind.YIELDED,
                    overruled,
                    target,
                    cause.eventId());
        }
        if (!live(state, finding, remedy.after())) {
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
        Map<String, @Nullable String> chosen = chosen(state);
        Assessment found = assess(state, verdict, chosen);
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
                        late(state),
                        cause.tool(),
                        chosen,
                        state,
                        found.remedies(),
                        found.mode(),
                        found.configured() ? null : inForce.why(),
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

    private Assessment assess(
            S state, Verdict.Violating verdict, Map<String, @Nullable String> chosen) {
        return Assessment.of(
                runner.guardrail, state, verdict, chosen, cause, inForce(), runner.clock.instant());
    }

    /** What somebody set on purpose: the change says so, or the finding that is looked at again. */
    Map<String, @Nullable String> chosen(S state) {
        if (change != null) {
            return runner.guardrail.chosen(change);
        }
        Finding finding = known;
        return finding != null && Keys.choice(state.marks()).equals(finding.seen().fingerprint())
                ? state.fields()
                : Map.of();
    }

    /** What was due on a finding that waits for a person and is still what it was. */
    private Optional<Outcome> due(@Nullable Seen seen, Instant now) {
        Finding waiting = known;
        if (change != null
                || waiting == null
                || waiting.state() != State.AWAITING
                || waiting.until() == null) {
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
        known = claimed;
        try {
            runner.resources.set(target, remedy.after());
        } catch (Transient e) {
            // The claim stays; its lease runs out, and the next delivery takes over.
            throw new RetryLater("could not " + remedy.does() + ": " + target.arn(), e);
        } catch (Gone e) {
            return deleted(claimed);
        } catch (Denied e) {
            return stopped(claimed, remedy, Sentences.because(e));
        } catch (Rejected e) {
            return stopped(claimed, remedy, Sentences.because(e));
        }
        return confirm(claimed, remedy, done, kind);
    }

    private Outcome deleted(Finding claimed) throws RetryLater {
        return ended(
                claimed, move(Step.GONE, "It was deleted before that could be done."), Kind.GONE);
    }

    /**
     * Only what is in force counts as done: AWS accepts a value that something above it overrules,
     * and a read may be staler than our write. So what differs is read again later.
     */
    private Outcome confirm(Finding claimed, Remedy remedy, String done, Kind kind)
            throws RetryLater {
        try {
            S state = reopens(claimed) ? runner.resources.read(target, null) : null;
            Map<String, @Nullable String> inForce =
                    state == null
                            ? runner.resources.inForce(target, remedy.after())
                            : state.fields();
            if (inForce.entrySet().containsAll(remedy.after().entrySet())) {
                return finish(state, claimed, done, kind);
            }
        } catch (Gone e) {
            return deleted(claimed);
        } catch (Denied | Rejected | Transient e) {
            // Unreadable is not in force; it is read again, too.
        }
        Answer answer = take(claimed, move(Step.UNCONFIRMED, Sentences.UNCONFIRMED));
        if (answer instanceof Refused) {
            throw new RetryLater("the lease on " + target.arn() + " was lost");
        }
        return end(Kind.UNCONFIRMED, Sentences.UNCONFIRMED);
    }

    /** A write was refused for good: what was done before it, if anything, is judged again. */
    private Outcome stopped(Finding claimed, Remedy remedy, String why) throws RetryLater {
        S state;
        try {
            state = runner.resources.read(target, null);
        } catch (Denied | Rejected | Transient e) {
            // Then nobody knows more than that it was refused.
            return failed(claimed, why);
        }
        if (state == null) {
            return deleted(claimed);
        }
        if (done(state, claimed)) {
            return finishOrWait(state, claimed);
        }
        if (live(state, claimed, remedy.before())) {
            return failed(claimed, why);
        }
        S wished = asWished(state);
        if (!(runner.guardrail.judge(wished, runner.clock.instant())
                instanceof Verdict.Violating violating)) {
            return failed(claimed, why);
        }
        return ended(
                claimed,
                move(Step.HALFWAY, Sentences.halfway(remedy, why))
                        .seeing(assess(wished, violating, Map.of()).seen()),
                Kind.FAILED);
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
