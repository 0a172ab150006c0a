package dev.amends.slackout;

import dev.amends.core.ledger.Finding;
import dev.amends.slack.SlackApi.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who in Slack made a change, where their session is named after their e-mail address, as
 * IAM Identity Center names it. That nobody is found is no failure: the card then names the session
 * alone.
 */
final class Culprit {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s<>]{1,64}@[^@\\s<>]+\\.[^@\\s<>]+");

    /** Kept in memory: as many as are active while one environment lives. */
    private static final int MOST = 500;

    private final Messenger messenger;

    /** User ids by e-mail address; an empty one for those that Slack does not know. */
    private final Map<String, String> known =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > MOST;
                }
            };

    Culprit(Messenger messenger) {
        this.messenger = messenger;
    }

    /**
     * The user's id; empty when there is none.
     *
     * @return null when Slack could not be asked now
     */
    @Nullable String of(Finding finding) {
        String name = finding.seen().cause().actor();
        if (name.length() > 254 || !EMAIL.matcher(name).matches()) {
            return "";
        }
        String before = known.get(name);
        if (before != null) {
            return before;
        }
        return switch (messenger.read("users.lookupByEmail", Map.of("email", name))) {
            case Reply.Ok ok -> {
                String id = ok.answer().textOr("", "user", "id");
                boolean left = Boolean.TRUE.equals(ok.answer().at("user", "deleted").value());
                yield keep(name, !left && People.isUser(id) ? id : "");
            }
            // users_not_found, or missing_scope: the app may lack users:read.email.
            case Reply.Refused refused -> keep(name, "");
            case Reply.Later later -> null;
        };
    }

    private String keep(String name, String id) {
        known.put(name, id);
        return id;
    }
}
