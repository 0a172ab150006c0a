package dev.amends.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the stack that a template becomes; of a file by itself, nothing.
 *
 * @param name null when it is not known
 * @param region such as {@code us-east-1}; null when it is not known
 * @param account its id; null when it is not known
 * @param tags of the stack; null when they are not known, empty when it has none
 * @param shortcuts what whoever deploys it switched off
 */
public record Stack(
        @Nullable String name,
        @Nullable String region,
        @Nullable String account,
        @Nullable Map<String, String> tags,
        Set<Shortcut> shortcuts) {
    /** Nothing is known. */
    public static final Stack UNKNOWN = new Stack(null, null, null, null, Set.of());

    /** The pseudo parameters that follow. */
    public Map<String, String> pseudo() {
        Map<String, String> pseudo = new HashMap<>();
        if (name != null) {
            pseudo.put("AWS::StackName", name);
        }
        if (region != null) {
            pseudo.put("AWS::Region", region);
        }
        if (account != null) {
            pseudo.put("AWS::AccountId", account);
        }
        return pseudo;
    }

    /** A safeguard of CloudFormation that can be switched off for an operation. */
    public enum Shortcut {
        /** {@code DisableValidation}: a change set is not validated before it is executed. */
        VALIDATION,
        /** {@code DisableRollback}: what failed is left as it is. */
        ROLLBACK
    }
}
