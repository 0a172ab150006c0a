package dev.amends.slackin;

import dev.amends.core.json.BadJson;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.settings.Approvers;
import dev.amends.core.settings.InForce;
import dev.amends.core.settings.Pause;
import dev.amends.core.settings.Settings;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.Card;
import dev.amends.slack.Cards;
import dev.amends.slack.Members;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Everything a request is judged by, read in one consistent call.
 *
 * @param settings what the user decided
 * @param pause the last one, over or not; null when there was none
 * @param members of user groups
 * @param items everything that was read, by key
 */
record Reading(
        Settings settings,
        @Nullable Pause pause,
        Map<String, List<String>> members,
        Map<String, Map<String, AttributeValue>> items) {

    /** Why nobody is let in when there is no reading. */
    static final String NONE = "there are no settings that could be read";

    /**
     * Reads settings, pause and members, and some items more.
     *
     * @return null when there are no settings that could be read: then nobody is let in
     */
    static @Nullable Reading of(SettingsStore store, List<String> more, Instant now) {
        SequencedSet<String> keys =
                new LinkedHashSet<>(List.of(SettingsStore.KEY, Pause.KEY, Members.KEY));
        keys.addAll(more);
        Map<String, Map<String, AttributeValue>> items = store.get(new ArrayList<>(keys));
        InForce inForce;
        try {
            inForce = SettingsStore.decode(items, "");
        } catch (BadJson e) {
            return null;
        }
        Settings settings = inForce.settings().orElse(null);
        return settings == null
                ? null
                : new Reading(
                        settings,
                        inForce.pause(),
                        Members.decode(items.getOrDefault(Members.KEY, Map.of())).ifFresh(now),
                        items);
    }

    /** Whether this workspace and this app are the ones the settings name. */
    boolean admits(String workspace, String app) {
        return !settings.slackWorkspace().isEmpty()
                && settings.slackWorkspace().equals(workspace)
                && !settings.slackApp().isEmpty()
                && settings.slackApp().equals(app);
    }

    boolean approves(Approvers approvers, Who who) {
        return !who.id().isEmpty() && approvers.include(who.id(), members);
    }

    Map<String, AttributeValue> item(String key) {
        return items.getOrDefault(key, Map.of());
    }

    @Nullable Finding finding(String key) {
        return Ledger.decode(items.get(key));
    }

    @Nullable Card card(String key) {
        return Cards.decode(key, item(key));
    }
}
