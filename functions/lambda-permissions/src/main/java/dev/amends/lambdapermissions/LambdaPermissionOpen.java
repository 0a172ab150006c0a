package dev.amends.lambdapermissions;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Verdict;
import dev.amends.policy.Analysis;
import dev.amends.policy.Grant;
import dev.amends.policy.Risk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement that lets a service in without saying on whose behalf lets it in for everyone: any
 * API Gateway, bucket or topic of any AWS account can then invoke the function (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html">the confused
 * deputy</a>). It closes such a statement by adding one that names the source and only then taking
 * the open one out; the other way round, callers would fail in between.
 */
public final class LambdaPermissionOpen implements Guardrail<FunctionState> {
    static final About ABOUT =
            new About(
                    "lambda-permission-open",
                    "Lambda function that anyone's service can invoke",
                    Mode.ASK,
                    true,
                    "lambda.amazonaws.com",
                    Events.POLICY,
                    List.of("apigateway:GET", "lambda:GetPolicy", "lambda:ListTags"),
                    List.of("lambda:AddPermission", "lambda:RemovePermission"),
                    List.of());

    /** So many statements are spoken of; the others are counted. */
    private static final int SAID = 3;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Suspicion suspect(Change change) {
        Suspicion suspicion = FunctionName.suspect(change);
        if (!(suspicion instanceof Suspicion.On(Target target))) {
            return suspicion;
        }
        Optional<Analysis> written = Events.written(change, target);
        return written.isPresent()
                        && written.get().grants().stream().noneMatch(LambdaPermissionOpen::concerns)
                ? new Suspicion.None("what was written lets in only whom it names")
                : suspicion;
    }

    private static boolean concerns(Grant grant) {
        return FunctionState.open(grant.who()) || FunctionState.unclear(grant);
    }

    @Override
    public boolean contradicts(Change change, @Nullable FunctionState state) {
        return Events.contradicts(change, state);
    }

    @Override
    public Verdict judge(FunctionState state, Instant now) {
        String name = state.target().name();
        List<Grant> open = state.open();
        List<Grant> unclear =
                state.analysis().grants().stream().filter(FunctionState::unclear).toList();
        if (open.isEmpty()) {
            return unclear.isEmpty()
                    ? new Verdict.Compliant(name + " can be invoked only by whom its policy names.")
                    : new Verdict.Unknown(
                            said(unclear.getFirst()),
                            "Look at the policy of %s, and name in it who is meant."
                                    .formatted(name));
        }
        List<String> sentences = new ArrayList<>();
        open.stream().limit(SAID).forEach(grant -> sentences.add(said(grant)));
        if (open.size() > SAID) {
            sentences.add("%d more statements are as open.".formatted(open.size() - SAID));
        }
        if (!unclear.isEmpty()) {
            sentences.add("Of another statement it cannot be told whom it lets in.");
        }
        Scoping scoping = Scoping.of(state);
        if (!scoping.why().isEmpty()) {
            sentences.add(scoping.why());
        }
        return new Verdict.Violating(
                String.join(" ", sentences), severity(open), null, scoping.advice());
    }

    private static String said(Grant grant) {
        String which =
                grant.sid() == null
                        ? "Statement " + (grant.index() + 1)
                        : "Statement \"%s\"".formatted(grant.sid());
        String why =
                grant.because().isEmpty()
                        ? which + " has no condition that would limit it."
                        : which + ": " + grant.because();
        return grant.index() < 0 ? grant.sentence() : grant.sentence() + " " + why;
    }

    private static Severity severity(List<Grant> open) {
        Risk worst = open.stream().map(Grant::risk).max(Risk::compareTo).orElse(Risk.LOW);
        return switch (worst) {
            case HIGH -> Severity.HIGH;
            case MEDIUM -> Severity.MEDIUM;
            case LOW, NONE -> Severity.LOW;
        };
    }

    @Override
    public Optional<String> spared(FunctionState state, Options options) {
        return Optional.empty();
    }

    @Override
    public List<Remedy> remedies(FunctionState state, Options options, Instant now) {
        return Scoping.of(state).remedy().map(List::of).orElse(List.of());
    }

    /** What somebody chose here is the mistake, not a reason to leave it. */
    @Override
    public Map<String, @Nullable String> chosen(Change change) {
        return Map.of();
    }
}
