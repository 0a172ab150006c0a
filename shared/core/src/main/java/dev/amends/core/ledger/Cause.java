package dev.amends.core.ledger;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.change.Tool;
import dev.amends.core.json.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a finding keeps of the change that led to it: who did what, through which tool, and when.
 */
public record Cause(
        String eventId,
        String eventName,
        Instant time,
        String actor,
        String actorArn,
        Tool tool,
        Origin origin) {

    public static Cause of(Change change) {
        return new Cause(
                change.eventId(),
                change.eventName(),
                change.time(),
                change.actor().name(),
                change.actor().arn(),
                change.actor().tool(),
                change.origin());
    }

    /** Whether it is a service's own event, which names nobody. */
    boolean namesNobody() {
        // As Change.notice().
        return eventName.indexOf(' ') >= 0;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("eventId", eventId);
        map.put("eventName", eventName);
        map.put("time", time.toString());
        map.put("actor", actor);
        map.put("actorArn", actorArn);
        map.put("tool", tool.name());
        map.put("origin", origin.name());
        return map;
    }

    static Cause from(Node node) {
        return new Cause(
                node.textOr("", "eventId"),
                node.textOr("", "eventName"),
                Instant.parse(node.textOr("", "time")),
                node.textOr("", "actor"),
                node.textOr("", "actorArn"),
                Tool.valueOf(node.textOr("OTHER", "tool")),
                Origin.valueOf(node.textOr("EVENT", "origin")));
    }
}
