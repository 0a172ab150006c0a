package dev.amends.slack;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One drawing of a finding's card: what a person who presses one of its buttons has seen. A
 * decision applies to exactly this.
 *
 * @param token random, stands in the values of its buttons and nowhere else
 * @param rev the finding's revision it shows
 * @param episode the finding's episode it shows
 * @param incarnation of the resource
 * @param fingerprint of the violation
 */
public record Rendering(
        String token, int rev, int episode, String incarnation, String fingerprint) {

    public static Rendering of(Finding finding, String token) {
        return new Rendering(
                token,
                finding.rev(),
                finding.episode(),
                finding.seen().incarnation(),
                finding.seen().fingerprint());
    }

    String toJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("token", token);
        map.put("rev", rev);
        map.put("episode", episode);
        map.put("incarnation", incarnation);
        map.put("fingerprint", fingerprint);
        return Node.write(map);
    }

    static Rendering from(Node node) {
        Long rev = node.number("rev");
        Long episode = node.number("episode");
        return new Rendering(
                node.textOr("", "token"),
                rev == null ? 0 : Math.toIntExact(rev),
                episode == null ? 0 : Math.toIntExact(episode),
                node.textOr("", "incarnation"),
                node.textOr("", "fingerprint"));
    }
}
