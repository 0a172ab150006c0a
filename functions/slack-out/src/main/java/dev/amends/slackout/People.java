package dev.amends.slackout;

import dev.amends.core.settings.Approvers;
import dev.amends.slack.Mrkdwn;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** People as Slack mentions them. */
final class People {
    /** Nothing but an id may get between the angle brackets. */
    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,20}");

    private static final Pattern GROUP = Pattern.compile("S[A-Z0-9]{2,20}");

    /** More than these nobody needs to call. */
    private static final int MOST = 20;

    private People() {}

    static boolean isUser(String id) {
        return USER.matcher(id).matches();
    }

    /** A mention; only for {@linkplain #isUser ids}. */
    static String user(String id) {
        return "<@" + id + ">";
    }

    /** Everybody who may decide, with a space at the end; empty when nobody is named. */
    static String all(Approvers approvers) {
        return Stream.concat(
                        approvers.users().stream().filter(People::isUser).map(People::user),
                        approvers.groups().stream()
                                .filter(group -> GROUP.matcher(group).matches())
                                .map(group -> "<!subteam^" + group + ">"))
                .limit(MOST)
                .map(mention -> mention + " ")
                .collect(Collectors.joining());
    }

    /**
     * Who decided.
     *
     * @param user their Slack user id; empty when they did not use Slack
     * @param by their name or ARN
     */
    static String who(String user, String by) {
        if (isUser(user)) {
            return user(user);
        }
        return by.startsWith("arn:") ? Mrkdwn.code(by, 300) : Mrkdwn.escape(by, 300);
    }
}
