package dev.amends.keeper;

import dev.amends.core.settings.Settings;
import dev.amends.slack.Members;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keeps the list of who is in the user groups that may approve. */
final class Groups {
    /** So old a list is read again; a person who left a group loses their buttons within it. */
    private static final Duration EVERY = Duration.ofHours(1);

    private final SlackApi slack;
    private final SlackSecret secret;
    private final Consumer<Map<String, AttributeValue>> write;

    Groups(SlackApi slack, SlackSecret secret, Consumer<Map<String, AttributeValue>> write) {
        this.slack = slack;
        this.secret = secret;
        this.write = write;
    }

    /** Reads the groups again if it is time or others were named; says what it did. */
    String refresh(Settings settings, Members known, Instant now) {
        Set<String> wanted = settings.approverGroups();
        if (wanted.isEmpty() || !secret.configured()) {
            return "none";
        }
        boolean current =
                known.at().plus(EVERY).isAfter(now) && known.groups().keySet().equals(wanted);
        return current ? "current" : read(wanted, now);
    }

    private String read(Set<String> wanted, Instant now) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String group : wanted) {
            SlackApi.Reply reply;
            try {
                reply =
                        slack.read(
                                "usergroups.users.list",
                                secret.botToken(),
                                Map.of("usergroup", group));
            } catch (SdkException | IllegalStateException e) {
                return "not read: " + e.getMessage();
            }
            switch (reply) {
                case SlackApi.Reply.Ok ok -> groups.put(group, ok.answer().at("users").texts());
                // A group that is no more has nobody in it. The others still count.
                case SlackApi.Reply.Refused refused
                        when refused.error().startsWith("no_such_subteam") ->
                        groups.put(group, List.of());
                case SlackApi.Reply.Refused refused -> {
                    secret.refused();
                    return "not read: " + refused.error();
                }
                case SlackApi.Reply.Later later -> {
                    return "not read: " + later.why();
                }
            }
        }
        write.accept(new Members(groups, now).toItem());
        return "read";
    }
}
