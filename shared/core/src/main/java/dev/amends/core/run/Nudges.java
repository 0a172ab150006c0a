package dev.amends.core.run;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import java.util.LinkedHashMap;
import java.util.Map;

/** The messages that tell a guardrail's function that somebody decided. */
public final class Nudges {
    private Nudges() {}

    /** A decision waits to be carried out. */
    public static String decided(Decision decision) {
        Map<String, Object> nudge = new LinkedHashMap<>();
        nudge.put("amends", "nudge");
        nudge.put("key", decision.key());
        if (decision.scope() instanceof Decision.One one) {
            // A hint: the function reads both in one call, and believes the decision alone.
            nudge.put("finding", one.finding());
        }
        nudge.put("why", "decided");
        return Node.write(nudge);
    }

    /** The time of something has come: a finding's, a decision's, or what waited. */
    public static String due(String key) {
        return of(key, "due");
    }

    /** A message that carries a key; whoever gets it reads the ledger. */
    public static String of(String key, String why) {
        Map<String, Object> nudge = new LinkedHashMap<>();
        nudge.put("amends", "nudge");
        nudge.put("key", key);
        nudge.put("why", why);
        return Node.write(nudge);
    }

    /** A decision about many waits to be carried out on this finding. */
    static String decided(String finding, String decision) {
        Map<String, Object> nudge = new LinkedHashMap<>();
        nudge.put("amends", "nudge");
        nudge.put("key", finding);
        nudge.put("decision", decision);
        nudge.put("why", "decided");
        return Node.write(nudge);
    }
}
