package dev.amends.benchmarks;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Instant;

/**
 * Everything pure that happens to one record, in order: parse, suspect, compare, judge, remedies.
 *
 * @param record as it comes out of the inbox
 * @param state what would be read
 */
public record Judging<S extends ResourceState>(Guardrail<S> guardrail, String record, S state) {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:40Z");

    /** A record of a person with the AWS CLI, of 40 seconds ago. */
    public static String record(
            String service, String eventName, String parameters, String response) {
        return """
        {"version":"0","id":"7c1b","detail-type":"AWS API Call via CloudTrail","source":"aws.%1$s","account":"111122223333",
        "time":"2026-03-01T10:00:00Z","region":"eu-west-1","resources":[],"detail":{"eventVersion":"1.11",
        "userIdentity":{"type":"AssumedRole","principalId":"AROA:deploy","arn":"arn:aws:sts::111122223333:assumed-role/deployer/run-7",
        "accountId":"111122223333","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::111122223333:role/deployer",
        "accountId":"111122223333","userName":"deployer"}}},"eventTime":"2026-03-01T10:00:00Z",
        "eventSource":"%1$s.amazonaws.com","eventName":"%2$s","awsRegion":"eu-west-1","sourceIPAddress":"198.51.100.9",
        "userAgent":"aws-cli/2.17.0","requestParameters":%3$s,"responseElements":%4$s,"requestID":"r-77",
        "eventID":"41d0c1b2-5b8e-4f1a-9d55-2f6d3f1c0a77","readOnly":false,"eventType":"AwsApiCall",
        "managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management"}}
        """
                .formatted(service, eventName, parameters, response);
    }

    /** What comes out: a verdict, its remedies, or no suspicion. */
    public Object all() throws BadJson {
        Change change = Change.parse(Node.parse(record), Origin.EVENT).orElseThrow();
        Suspicion suspicion = guardrail.suspect(change);
        if (!(suspicion instanceof Suspicion.On)) {
            return suspicion;
        }
        if (guardrail.contradicts(change, state)) {
            return state;
        }
        Verdict verdict = guardrail.judge(state, NOW);
        return verdict instanceof Verdict.Violating
                ? guardrail.remedies(state, new Options(guardrail.about(), Node.parse("{}")), NOW)
                : verdict;
    }
}
