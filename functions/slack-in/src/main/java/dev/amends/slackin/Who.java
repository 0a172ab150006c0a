package dev.amends.slackin;

import dev.amends.slack.Mrkdwn;
import java.util.regex.Pattern;

/**
 * Who pressed or typed, as Slack says.
 *
 * @param id the Slack user id, which alone decides what they may
 * @param name what people call them; theirs to choose, so it decides nothing
 */
record Who(String id, String name) {
    private static final int NAME = 80;
    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,30}");
    private static final Pattern GROUP = Pattern.compile("S[A-Z0-9]{2,30}");

    static Who of(String id, String name) {
        String clean = name.strip();
        return new Who(id, clean.length() > NAME ? clean.substring(0, NAME) : clean);
    }

    /** As the ledger remembers them. */
    String label() {
        return name.isEmpty() ? id : name + " (" + id + ")";
    }

    /** As Slack shows them. */
    String mention() {
        return mention(id);
    }

    /** A user as Slack shows them; what is no user id stays text. */
    static String mention(String user) {
        return USER.matcher(user).matches() ? "<@" + user + ">" : Mrkdwn.code(user, 60);
    }

    /** A user group as Slack shows it; what is no group id stays text. */
    static String mentionGroup(String group) {
        return GROUP.matcher(group).matches() ? "<!subteam^" + group + ">" : Mrkdwn.code(group, 60);
    }
}
