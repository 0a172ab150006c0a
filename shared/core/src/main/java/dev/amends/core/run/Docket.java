package dev.amends.core.run;

import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.settings.InForce;
import dev.amends.core.settings.Pause;
import dev.amends.core.settings.SettingsStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What must be known to carry out a decision, as it is now: one consistent call instead of three.
 *
 * @param decision as it was written down; null when there is none
 * @param pending whether the decision has not been dealt with yet
 * @param finding the one that was asked for; null when there is none, or none was asked for
 * @param inForce settings, pause and exemptions
 */
record Docket(
        @Nullable Decision decision, boolean pending, @Nullable Finding finding, InForce inForce) {

    /**
     * Reads it.
     *
     * @param guardrail whose decision it must be
     * @param decision the decision's key
     * @param finding the key of the finding that it is said to be about; what is no finding of the
     *     guardrail is not read
     */
    static Docket read(SettingsStore store, String guardrail, String decision, String finding) {
        List<String> keys =
                new ArrayList<>(
                        List.of(
                                decision,
                                SettingsStore.KEY,
                                Pause.KEY,
                                Keys.exemptions(guardrail)));
        if (Keys.isFinding(finding) && guardrail.equals(Keys.guardrail(finding))) {
            keys.add(finding);
        }
        Map<String, Map<String, AttributeValue>> items = store.get(keys);
        Map<String, AttributeValue> decided = items.getOrDefault(decision, Map.of());
        return new Docket(
                Decisions.decode(decision, decided),
                Decisions.waits(decided),
                Ledger.decode(items.get(finding)),
                SettingsStore.inForce(items, guardrail));
    }
}
