package dev.amends.cli;

import java.util.regex.Pattern;

/**
 * Slack's ids. Names change hands, so settings hold ids; each kind begins with a letter of its own
 * (Slack, "Formatting and IDs": T workspace, A app, U or W user, S user group).
 */
enum SlackId {
    WORKSPACE(
            "T",
            "a workspace's id such as T012AB3CD",
            "it stands in the browser's address: app.slack.com/client/T…"),
    APP(
            "A",
            "an app's id such as A012AB3CD",
            "it stands at api.slack.com/apps, under Basic Information: App ID"),
    USER(
            "UW",
            "a user's id such as U012AB3CD",
            "in Slack, open the person's profile, then ⋮ and \"Copy member ID\""),
    GROUP(
            "S",
            "a user group's id such as S012AB3CD",
            "in Slack, open People, User groups, the group, then ⋮ and \"Copy group ID\"");

    private final Pattern form;
    private final String what;
    private final String where;

    SlackId(String letters, String what, String where) {
        this.form = Pattern.compile("[" + letters + "][A-Z0-9]{6,20}");
        this.what = what;
        this.where = where;
    }

    boolean fits(String text) {
        return form.matcher(text).matches();
    }

    String what() {
        return what;
    }

    /** Where people find it. */
    String where() {
        return where;
    }
}
