package dev.amends.lambdapermissions;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Rejected;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.guardrail.Target;
import dev.amends.core.lambda.Pace;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.PolicyLengthExceededException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** The calls of Lambda that both guardrails need. */
final class LambdaApi {
    private final LambdaClient lambda;
    private final Pace pace;

    LambdaApi(LambdaClient lambda, Pace pace) {
        this.lambda = lambda;
        this.pace = pace;
    }

    /**
     * A policy as it was read.
     *
     * @param text empty when there is none
     * @param revision what a write refers to, so that it fails when something else came first; null
     *     when there is no policy
     */
    record Policy(String text, @Nullable String revision) {
        static final Policy NONE = new Policy("", null);
    }

    /** The policy; null when there is no such function, version or alias. */
    @Nullable Policy policy(Target target) throws Denied, Rejected, Transient {
        FunctionName function = FunctionName.of(target);
        pace.take("GetPolicy");
        try {
            var answer =
                    lambda.getPolicy(
                            r -> r.functionName(function.name()).qualifier(function.qualifier()));
            // That there is none is an error; without one it is no answer.
            return new Policy(given(answer.policy(), "lambda:GetPolicy"), answer.revisionId());
        } catch (ResourceNotFoundException e) {
            // The same error for two things: there is no policy, or no function to have one.
            return gone(e) ? null : Policy.NONE;
        } catch (SdkException e) {
            throw AwsErrors.failure(e, "lambda:GetPolicy");
        }
    }

    private static String given(@Nullable String text, String action) throws Transient {
        if (text == null || text.isEmpty()) {
            throw new Transient(
                    action + " failed", new IllegalStateException("the answer is empty"));
        }
        return text;
    }

    private static boolean gone(ResourceNotFoundException e) {
        String message = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorMessage();
        return message != null
                && (message.startsWith("Function not found")
                        || message.startsWith("Cannot find alias"));
    }

    /** How its URL is guarded; empty when it has none. */
    String authType(Target target) throws Denied, Rejected, Transient {
        FunctionName function = FunctionName.of(target);
        pace.take("GetFunctionUrlConfig");
        try {
            String type =
                    lambda.getFunctionUrlConfig(r ->
                                    r.functionName(function.name()).qualifier(function.qualifier()))
                            .authTypeAsString();
            return given(type, "lambda:GetFunctionUrlConfig");
        } catch (ResourceNotFoundException e) {
            return "";
        } catch (SdkException e) {
            throw AwsErrors.failure(e, "lambda:GetFunctionUrlConfig");
        }
    }

    Map<String, String> tags(Target target) throws Denied, Rejected, Transient {
        pace.take("ListTags");
        try {
            return lambda.listTags(r -> r.resource(FunctionName.of(target).unqualified(target)))
                    .tags();
        } catch (ResourceNotFoundException e) {
            return Map.of();
        } catch (SdkException e) {
            throw AwsErrors.failure(e, "lambda:ListTags");
        }
    }

    /** Adds a statement, unless the policy has changed or has one of that name already. */
    void add(Target target, Permission permission, @Nullable String revision)
            throws Denied, Rejected, Transient {
        FunctionName function = FunctionName.of(target);
        pace.take("AddPermission");
        try {
            lambda.addPermission(r ->
                    r.functionName(function.name())
                            .qualifier(function.qualifier())
                            .statementId(permission.sid())
                            .action(permission.action())
                            .principal(permission.service())
                            .sourceArn(permission.sourceArn())
                            .sourceAccount(permission.sourceAccount())
                            .revisionId(revision));
        } catch (PreconditionFailedException | ResourceConflictException e) {
            throw new Transient("the policy has changed meanwhile", e);
        } catch (PolicyLengthExceededException e) {
            throw new Denied(
                    "lambda:AddPermission",
                    "with it the policy would be longer than Lambda allows");
        } catch (SdkException e) {
            throw AwsErrors.failure(e, "lambda:AddPermission");
        }
    }

    /** Takes a statement out, unless the policy has changed. */
    void remove(Target target, String sid, @Nullable String revision)
            throws Denied, Rejected, Transient {
        FunctionName function = FunctionName.of(target);
        pace.take("RemovePermission");
        try {
            lambda.removePermission(r ->
                    r.functionName(function.name())
                            .qualifier(function.qualifier())
                            .statementId(sid)
                            .revisionId(revision));
        } catch (PreconditionFailedException | ResourceConflictException e) {
            throw new Transient("the policy has changed meanwhile", e);
        } catch (SdkException e) {
            throw AwsErrors.failure(e, "lambda:RemovePermission");
        }
    }
}
