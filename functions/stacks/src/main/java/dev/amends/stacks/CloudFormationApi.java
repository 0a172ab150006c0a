package dev.amends.stacks;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Rejected;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.lambda.Pace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** CloudFormation's calls. What is not there is null. */
final class CloudFormationApi {
    /** In place of the value of a parameter with NoEcho. */
    private static final String HIDDEN = "****";

    private final CloudFormationClient cloudFormation;
    private final Pace pace;

    CloudFormationApi(CloudFormationClient cloudFormation, Pace pace) {
        this.cloudFormation = cloudFormation;
        this.pace = pace;
    }

    @Nullable Stack stack(String name) throws Denied, Rejected, Transient {
        pace.take("DescribeStacks");
        try {
            List<Stack> stacks = cloudFormation.describeStacks(r -> r.stackName(name)).stacks();
            if (stacks.isEmpty()) {
                // A stack that is not there is an error; this is no answer.
                throw new Transient(
                        "cloudformation:DescribeStacks answered without a stack",
                        new IllegalStateException(name));
            }
            return stacks.getFirst();
        } catch (SdkException e) {
            unlessAbsent(e, "cloudformation:DescribeStacks");
            return null;
        }
    }

    /**
     * @param changeSet its name or ARN
     */
    @Nullable DescribeChangeSetResponse changeSet(String stack, String changeSet)
            throws Denied, Rejected, Transient {
        pace.take("DescribeChangeSet");
        try {
            return cloudFormation.describeChangeSet(
                    r -> r.stackName(stack).changeSetName(changeSet));
        } catch (SdkException e) {
            unlessAbsent(e, "cloudformation:DescribeChangeSet");
            return null;
        }
    }

    /**
     * The template of a stack or of one of its change sets, and what was made of it, where it is
     * given to a transform.
     *
     * @param changeSet its name or ARN; null for the stack's own
     */
    @Nullable Submitted template(
            String stack, @Nullable String changeSet, List<Parameter> parameters)
            throws Denied, Rejected, Transient {
        String original = text(stack, changeSet, TemplateStage.ORIGINAL);
        if (original == null) {
            return null;
        }
        // A word in a description costs a call, and nothing else.
        String processed =
                original.contains("Transform")
                        ? Objects.requireNonNullElse(
                                text(stack, changeSet, TemplateStage.PROCESSED), "")
                        : null;
        return new Submitted(original, processed, values(parameters));
    }

    private @Nullable String text(String stack, @Nullable String changeSet, TemplateStage stage)
            throws Denied, Rejected, Transient {
        pace.take("GetTemplate");
        try {
            GetTemplateResponse answer =
                    cloudFormation.getTemplate(
                            r -> r.stackName(stack).changeSetName(changeSet).templateStage(stage));
            String body = answer.templateBody();
            return body == null || body.isBlank() ? null : body;
        } catch (SdkException e) {
            unlessAbsent(e, "cloudformation:GetTemplate");
            return null;
        }
    }

    static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    private static Map<String, String> values(List<Parameter> parameters) {
        Map<String, String> values = new TreeMap<>();
        for (Parameter parameter : parameters) {
            // Of one that is looked up in Parameter Store, the value is the name to look up.
            String resolved = parameter.resolvedValue();
            String value = resolved == null ? parameter.parameterValue() : resolved;
            if (value != null && !value.equals(HIDDEN)) {
                values.put(parameter.parameterKey(), value);
            }
        }
        return values;
    }

    /**
     * Throws, unless it is only not there; CloudFormation has no error code of its own for that.
     */
    private static void unlessAbsent(SdkException e, String action)
            throws Denied, Rejected, Transient {
        String code = AwsErrors.code(e);
        boolean missing =
                code.equals("ChangeSetNotFound")
                        || (code.equals("ValidationError")
                                && String.valueOf(e.getMessage()).contains("does not exist"));
        if (!missing) {
            throw AwsErrors.failure(e, action);
        }
    }
}
