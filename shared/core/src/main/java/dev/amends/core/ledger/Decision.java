package dev.amends.core.ledger;

import dev.amends.core.guardrail.Glob;
import dev.amends.core.json.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided, as slack-in and the command line write it down. The guardrail's function
 * carries it out; it is the only one that touches the resource.
 *
 * @param key its key in the ledger; one for each rendering of a card, so that it is used once
 * @param kind what they want
 * @param guardrail whose findings it is about
 * @param scope which findings
 * @param by who: a name with the Slack user id, or an IAM ARN
 * @param user the Slack user id; empty when they did not use Slack
 * @param at when they decided
 * @param until for {@link Kind#EXEMPT}: when the exemption ends; otherwise null
 * @param reason why, in their words; empty where none was asked for
 */
public record Decision(
        String key,
        Kind kind,
        String guardrail,
        Scope scope,
        String by,
        String user,
        Instant at,
        @Nullable Instant until,
        String reason) {

    /** What is older than this when it is read is not carried out: the world has moved on. */
    public static final Duration FRESH = Duration.ofHours(1);

    /** What a person can want. */
    public enum Kind {
        /** Apply the remedy that was shown. */
        FIX,
        /** Bring back the state before our fix. */
        UNDO,
        /** Leave it alone until a day. */
        EXEMPT,
        /** Read and judge it again, and ask anew; ends an exemption. */
        LOOK
    }

    /** Which findings a decision is about. */
    public sealed interface Scope {}

    /**
     * One finding, as it was shown.
     *
     * @param finding its key
     * @param episode the episode that was shown
     * @param incarnation of the resource that was shown
     * @param fingerprint of the violation that was shown: only to that does an approval apply
     */
    public record One(String finding, int episode, String incarnation, String fingerprint)
            implements Scope {

        /** This finding as it is. */
        public static One of(Finding finding) {
            return new One(
                    finding.key(),
                    finding.episode(),
                    finding.seen().incarnation(),
                    finding.seen().fingerprint());
        }
    }

    /**
     * All findings of the guardrail that a digest card counted.
     *
     * @param state the state they were counted in
     * @param openedFrom the earliest opening of their episodes
     * @param shownAt when they were counted: one that has moved since is left out
     */
    public record Many(State state, Instant openedFrom, Instant shownAt) implements Scope {}

    /**
     * All resources with such a name, those to come included; or all mistakes with such a name,
     * where a resource can have several.
     *
     * @param pattern the name; {@code *} stands for any characters
     */
    public record Names(String pattern) implements Scope {}

    /** Whether this finding is still what the person saw when they decided. */
    public boolean covers(Finding finding) {
        return switch (scope) {
            case One(String key, int episode, String incarnation, String fingerprint) ->
                    key.equals(finding.key())
                            && episode == finding.episode()
                            && incarnation.equals(finding.seen().incarnation())
                            && fingerprint.equals(finding.seen().fingerprint());
            case Many(State state, Instant openedFrom, Instant shownAt) ->
                    state == finding.state()
                            && !finding.openedAt().isBefore(openedFrom)
                            && !finding.updatedAt().isAfter(shownAt);
            case Names(String pattern) ->
                    Glob.matches(pattern, finding.subject().target().name())
                            || finding.seen().names().stream()
                                    .anyMatch(name -> Glob.matches(pattern, name));
        };
    }

    /** Whether it is about some of the finding's mistakes and not about the finding as a whole. */
    public boolean aboutPart(Finding finding) {
        return scope instanceof Names(String pattern)
                && !Glob.matches(pattern, finding.subject().target().name());
    }

    /** As the finding remembers it. */
    public Decided decided() {
        return new Decided(key, kind, by, user, at, reason, "");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", kind.name());
        map.put("guardrail", guardrail);
        switch (scope) {
            case One one -> {
                map.put("finding", one.finding());
                map.put("episode", one.episode());
                map.put("incarnation", one.incarnation());
                map.put("fingerprint", one.fingerprint());
            }
            case Many many -> {
                map.put("state", many.state().name());
                map.put("openedFrom", many.openedFrom().toString());
                map.put("shownAt", many.shownAt().toString());
            }
            case Names names -> map.put("pattern", names.pattern());
        }
        map.put("by", by);
        map.put("user", user);
        map.put("at", at.toString());
        if (until != null) {
            map.put("until", until.toString());
        }
        map.put("reason", reason);
        return map;
    }

    static Decision from(String key, Node doc) {
        String until = doc.text("until");
        return new Decision(
                key,
                Kind.valueOf(doc.textOr("", "kind")),
                doc.textOr("", "guardrail"),
                scope(doc),
                doc.textOr("", "by"),
                doc.textOr("", "user"),
                Instant.parse(doc.textOr("", "at")),
                until == null ? null : Instant.parse(until),
                doc.textOr("", "reason"));
    }

    private static Scope scope(Node doc) {
        String pattern = doc.text("pattern");
        if (pattern != null) {
            return new Names(pattern);
        }
        String finding = doc.text("finding");
        if (finding == null) {
            return new Many(
                    State.valueOf(doc.textOr("", "state")),
                    Instant.parse(doc.textOr("", "openedFrom")),
                    Instant.parse(doc.textOr("", "shownAt")));
        }
        Long episode = doc.number("episode");
        return new One(
                finding,
                episode == null ? 0 : Math.toIntExact(episode),
                doc.textOr("", "incarnation"),
                doc.textOr("", "fingerprint"));
    }
}
