package dev.amends.core.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one message ended. Every message has one, and one log line says it.
 *
 * @param kind what happened
 * @param why the reason, as a sentence
 * @param guardrail whose outcome it is; empty when none was concerned
 * @param resource the resource's ARN; empty when it is not known
 * @param key the finding's key; empty when there is none
 * @param until for {@link Kind#LATER}: until when a pause holds it; null when it is looked at again
 *     in a moment
 */
public record Outcome(
        Kind kind,
        String why,
        String guardrail,
        String resource,
        String key,
        @Nullable Instant until) {

    /** An outcome that waits for no pause. */
    public Outcome(Kind kind, String why, String guardrail, String resource, String key) {
        this(kind, why, guardrail, resource, key, null);
    }

    /** The outcomes; also the only dimension of our metrics, so there are few. */
    public enum Kind {
        /** Nothing for us: another event, a failed call, another account, our own doing. */
        IGNORED,
        /** Looked at and fine. */
        COMPLIANT,
        /** Violating, and the settings want it left alone. */
        SPARED,
        /** Said. */
        FLAGGED,
        /** Proposed; waits for a person. */
        ASKED,
        /** Fixed, and seen in force. */
        FIXED,
        /** Written, and not seen in force yet; read again in two minutes. */
        UNCONFIRMED,
        /** A breaker or a pause holds it. */
        HELD,
        /** Taken back, because a person wanted it so. */
        UNDONE,
        /** An approver wants it left alone for a while. */
        EXEMPT,
        /** Nobody decided in time; said. */
        EXPIRED,
        /** People were told that an approval or an exemption ends soon. */
        REMINDED,
        /** A person's decision was written down; another function carries it out. */
        DECIDED,
        /** A person asked and was answered. */
        ANSWERED,
        /** What a person wanted was not done, or not taken from them; said. */
        REFUSED,
        /** A decision about many findings, now a message for each of them. */
        CARRIED_ON,
        /** The owner's value stands, or was put back. */
        YIELDED,
        /** An open finding was put right by somebody else. */
        RESOLVED,
        /** The resource is gone. */
        GONE,
        /** It is in hand already. */
        DUPLICATE,
        /** Looked at again in a moment, or when a pause ends. */
        LATER,
        /** Could not be judged; said. */
        UNKNOWN,
        /** Tried and could not; said. */
        FAILED,
        /** The heartbeat. */
        AWAKE
    }

    /** The same, held until then by a pause. */
    Outcome heldUntil(Instant time) {
        return new Outcome(kind, why, guardrail, resource, key, time);
    }

    static Outcome of(Kind kind, String why) {
        return new Outcome(kind, why, "", "", "");
    }

    /** As it is logged and handed back. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("outcome", name());
        map.put("why", why);
        put(map, "guardrail", guardrail);
        put(map, "resource", resource);
        put(map, "key", key);
        return map;
    }

    /** The kind in lower case, as logs and metrics have it. */
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, Object> map, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            map.put(name, value);
        }
    }
}
