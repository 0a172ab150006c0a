package dev.amends.restore;

import static dev.amends.restore.Json.answer;

import java.time.Instant;

/**
 * A finding that waits, and a person's decision to fix exactly that.
 *
 * @param guardrail whose finding
 * @param arn of the resource
 * @param key the finding's, as the function works it out from account, Region and ARN
 * @param incarnation of the resource
 * @param fingerprint as the function works it out from what it reads
 * @param remedy the JSON of its before and after
 */
record Approval(
        String guardrail,
        String arn,
        String key,
        String incarnation,
        String fingerprint,
        String remedy) {

    /** What slack-in puts into the inbox. */
    String payload() {
        return Json.batch(
                "{\"amends\":\"nudge\",\"key\":\"decision#%s#t0ken\",\"finding\":\"%s\",\"why\":\"decided\"}"
                        .formatted(guardrail, key));
    }

    /** The ledger's answer to the one read of a decision. */
    Response ledger() {
        return answer(Json.gotMany(Json.settings("ask"), decision(), finding()));
    }

    private String decision() {
        String item =
                Json.item(
                        "decision#%s#t0ken".formatted(guardrail),
                        "doc",
                        """
                        {"kind":"FIX","guardrail":"%s","finding":"%s","episode":2,"incarnation":"%s","fingerprint":"%s",
                        "by":"Ana (U0ANA)","user":"U0ANA","at":"%s","reason":""}
                        """
                                .formatted(
                                        guardrail,
                                        key,
                                        incarnation,
                                        fingerprint,
                                        Instant.now().minusSeconds(5)));
        return Json.due(item);
    }

    private String finding() {
        return Json.item(
                key,
                "doc",
                """
                {"key":"%1$s","guardrail":"%2$s","title":"A title","page":"guardrails/%2$s.md","account":"111122223333",
                "region":"eu-west-1","arn":"%3$s","name":"%8$s","episode":2,"rev":4,"state":"AWAITING","severity":"HIGH",
                "sentence":"It is open.","decision":"It waits.","cause":{"eventId":"41d0","eventName":"Put","time":"%4$s",
                "actor":"deployer","actorArn":"arn:aws:iam::111122223333:role/deployer","tool":"SDK","origin":"EVENT"},
                "remedy":{"does":"close it","done":"Closed it.",%5$s,"undoable":true,"byHand":["aws"],
                "cloudFormation":"c","terraform":"t"},"incarnation":"%6$s","fingerprint":"%7$s","fixes":[],
                "openedAt":"%4$s","updatedAt":"%4$s","history":["seen"]}
                """
                        .formatted(
                                key,
                                guardrail,
                                arn,
                                Instant.now().minusSeconds(90),
                                remedy,
                                incarnation,
                                fingerprint,
                                arn.substring(arn.lastIndexOf(':') + 1)));
    }
}
