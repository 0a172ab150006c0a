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
import dev.amends.policy.Who;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function URL with AuthType NONE takes calls from anyone, once the policy lets everyone through
 * it (<a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Lambda developer guide,
 * control access to function URLs</a>). That is often meant, so it is only said.
 */
public final class FunctionUrlPublic implements Guardrail<UrlState> {
    static final About ABOUT =
            new About(
                    "function-url-public",
                    "Function URL that anyone can call",
                    Mode.FLAG,
                    true,
                    "lambda.amazonaws.com",
                    Events.POLICY_AND_URL,
                    List.of("lambda:GetFunctionUrlConfig", "lambda:GetPolicy", "lambda:ListTags"),
                    List.of(),
                    List.of());

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
        String authType = change.request().textOr("", "authType");
        if (change.eventName().equals(Events.CREATE_URL) && authType.equals("AWS_IAM")) {
            return new Suspicion.None("the URL asks for a signature");
        }
        Optional<Analysis> written = Events.written(change, target);
        return written.isPresent()
                        && written.get().grants().stream()
                                .noneMatch(grant -> grant.who() == Who.FUNCTION_URL_PUBLIC)
                ? new Suspicion.None("what was written lets nobody through a URL")
                : suspicion;
    }

    @Override
    public boolean contradicts(Change change, @Nullable UrlState state) {
        String event = change.eventName();
        if (state == null) {
            return !event.startsWith("Delete") && !event.startsWith("Remove");
        }
        String authType = change.request().textOr(state.authType(), "authType");
        return switch (event) {
            case Events.CREATE_URL, Events.UPDATE_URL ->
                    state.authType().isEmpty() || !state.authType().equals(authType);
            case Events.DELETE_URL -> !state.authType().isEmpty();
            default -> false;
        };
    }

    @Override
    public Verdict judge(UrlState state, Instant now) {
        String name = state.target().name();
        if (state.open()) {
            return new Verdict.Violating(
                    "Anyone on the internet can call %s through its function URL.".formatted(name),
                    Severity.MEDIUM,
                    null,
                    """
                    If it is not meant:
                    aws lambda update-function-url-config%s --auth-type AWS_IAM
                    CloudFormation, AWS::Lambda::Url: AuthType: AWS_IAM
                    Terraform, aws_lambda_function_url: authorization_type = "AWS_IAM"
                    """
                            .formatted(new Commands(FunctionName.of(state.target())).target()));
        }
        return new Verdict.Compliant(
                state.authType().isEmpty()
                        ? name + " has no function URL."
                        : state.authType().equals("NONE")
                                ? "No policy lets anyone through the function URL of %s."
                                        .formatted(name)
                                : "The function URL of %s asks for a signature.".formatted(name));
    }

    @Override
    public Optional<String> spared(UrlState state, Options options) {
        return Optional.empty();
    }

    @Override
    public List<Remedy> remedies(UrlState state, Options options, Instant now) {
        return List.of();
    }

    @Override
    public Map<String, @Nullable String> chosen(Change change) {
        return Map.of();
    }
}
