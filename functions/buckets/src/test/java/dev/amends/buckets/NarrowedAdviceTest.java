package dev.amends.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.Node;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import dev.amends.policy.Who;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown to be pasted where Amends changes nothing. */
class NarrowedAdviceTest {
    private static final Setting SETTING = Setting.bucket("orders-bucket", "111122223333", "aws");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String SERVICE =
            statement("Notify", "{\"Service\": \"sns.amazonaws.com\"}");
    private static final String PARTNER =
            statement("Partner", "{\"AWS\": \"arn:aws:iam::444455556666:root\"}");
    private static final String OWN =
            statement("Own", "{\"AWS\": \"arn:aws:iam::111122223333:root\"}");

    private final BucketPolicyBroad guardrail = new BucketPolicyBroad();

    private static String statement(String sid, String principal) {
        return """
        {"Sid": "%s", "Effect": "Allow", "Principal": %s, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::orders-bucket/*"}\
        """
                .formatted(sid, principal);
    }

    private BucketState state(String... statements) {
        return new BucketState(
                SETTING,
                PublicAccessBlock.ALL,
                PublicAccessBlock.NONE,
                "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}"
                        .formatted(String.join(", ", List.of(statements))),
                null,
                null);
    }

    private Verdict.Violating violating(BucketState state) {
        return (Verdict.Violating) guardrail.judge(state, NOW);
    }

    @Test
    void everything_open_is_narrowed_and_the_rest_stays() {
        BucketState state = state(SERVICE, PARTNER, OWN);

        String advice = violating(state).advice();

        assertThat(violating(state).sentence())
                .endsWith(
                        "The narrowed policy to paste: Statement Notify also asks for aws:SourceAccount"
                                + " 111122223333, which takes access from any SNS topic in any AWS"
                                + " account but 111122223333. Statement Partner is taken out, which"
                                + " takes access from account 444455556666.");
        assertThat(advice)
                .contains("\"aws:SourceAccount\": \"111122223333\"", "\"Own\"")
                .doesNotContain("444455556666");
        assertThat(PolicyAnalyser.analyse(advice, SETTING).who()).isEqualTo(Who.FINE);
        assertThat(guardrail.remedies(state, new Options(guardrail.about(), Node.ABSENT), NOW))
                .as("nothing is offered to press")
                .isEmpty();
    }

    @Test
    void where_nothing_would_be_left_there_is_nothing_to_paste() {
        assertThat(violating(state(PARTNER)).advice()).isNull();
    }
}
