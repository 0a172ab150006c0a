package dev.amends.core.settings;

import java.util.List;
import java.util.Map;

/**
 * Who may press a button.
 *
 * @param users Slack user ids
 * @param groups Slack user group ids; the keeper keeps a list of their members
 */
public record Approvers(List<String> users, List<String> groups) {

    /** Whether nobody is named. */
    public boolean none() {
        return users.isEmpty() && groups.isEmpty();
    }

    /**
     * Whether this user is one of them.
     *
     * @param members by group, as the keeper last read them
     */
    public boolean include(String user, Map<String, List<String>> members) {
        return users.contains(user)
                || groups.stream()
                        .anyMatch(group -> members.getOrDefault(group, List.of()).contains(user));
    }
}
