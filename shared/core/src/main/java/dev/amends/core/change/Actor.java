package dev.amends.core.change;

import dev.amends.core.json.Node;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who made a change and with what.
 *
 * @param arn the caller as CloudTrail names it; empty where it names none
 * @param name what a person would call the caller: user name or session name
 * @param role the role's ARN when the caller used one, otherwise null
 * @param tool what the call was made with
 */
public record Actor(String arn, String name, @Nullable String role, Tool tool) {

    /**
     * Reads {@code userIdentity}, {@code userAgent} and {@code invokedBy} of a CloudTrail record.
     */
    public static Actor of(Node record) {
        Node identity = record.at("userIdentity");
        String arn = identity.textOr("", "arn");
        String role = identity.text("sessionContext", "sessionIssuer", "arn");
        return new Actor(arn, name(identity, arn), role, tool(record));
    }

    private static String name(Node identity, String arn) {
        String userName = identity.text("userName");
        if (userName != null) {
            return userName;
        }
        if ("Root".equals(identity.text("type"))) {
            return "the root user";
        }
        if (!arn.isEmpty()) {
            // arn:aws:sts::…:assumed-role/<role>/<session>: the session is the person, the role is
            // shared.
            return arn.substring(arn.lastIndexOf('/') + 1);
        }
        String service = identity.text("invokedBy");
        return service == null ? "somebody" : service;
    }

    private static Tool tool(Node record) {
        String invokedBy = record.textOr("", "userIdentity", "invokedBy");
        String agent = record.textOr("", "userAgent");
        if (invokedBy.equals("cloudformation.amazonaws.com")
                || agent.equals("cloudformation.amazonaws.com")) {
            return Tool.CLOUDFORMATION;
        }
        if (agent.startsWith("awslambda-worker/")) {
            return Tool.LAMBDA;
        }
        if (!invokedBy.isEmpty()
                || (agent.endsWith(".amazonaws.com") && !agent.contains("console"))) {
            return Tool.SERVICE;
        }
        String lower = agent.toLowerCase(Locale.ROOT);
        if (lower.contains("terraform") || lower.contains("opentofu")) {
            return Tool.TERRAFORM;
        }
        if (lower.contains("aws-sam-cli/")) {
            return Tool.SAM;
        }
        if (lower.contains("aws-cdk")) {
            return Tool.CDK;
        }
        if (lower.contains("console")
                || "true".equals(record.text("sessionCredentialFromConsole"))) {
            return Tool.CONSOLE;
        }
        if (lower.contains("aws-cli/")) {
            return Tool.CLI;
        }
        return lower.contains("boto") || lower.contains("aws-sdk") ? Tool.SDK : Tool.OTHER;
    }
}
