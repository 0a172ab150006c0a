package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisTest {
    private static final Setting BUCKET = Setting.bucket("orders-bucket", "111122223333", "aws");

    private static Analysis of(String... statements) {
        return PolicyAnalyser.analyse(KnownVerdicts.policy(statements), BUCKET);
    }

    private static String allow(String principal) {
        return KnownVerdicts.allow(principal, "\"s3:GetObject\"", "");
    }

    private static String deny(String principal, String condition) {
        return KnownVerdicts.allow(principal, "\"s3:*\"", condition).replace("Allow", "Deny");
    }

    @Test
    void each_allow_has_its_grant_and_the_first_of_the_worst_speaks_for_the_policy() {
        Analysis analysis =
                of(
                        allow("{\"AWS\":\"444455556666\"}"),
                        deny("{\"AWS\":\"777788889999\"}", ""),
                        allow("\"*\""),
                        allow("{\"AWS\":\"*\"}"));
        assertThat(analysis.grants())
                .extracting(Grant::index, Grant::who)
                .containsExactly(
                        tuple(0, Who.OTHER_ACCOUNT), tuple(2, Who.PUBLIC), tuple(3, Who.PUBLIC));
        assertThat(analysis.worst().orElseThrow().index()).isEqualTo(2);
        assertThat(analysis.open()).hasSize(3);
        assertThat(analysis.of(Who.OTHER_ACCOUNT)).hasSize(1);
    }

    @Test
    void what_is_certain_is_said_before_what_cannot_be_told() {
        assertThat(of(allow("{\"Nobody\":\"x\"}"), allow("{\"AWS\":\"444455556666\"}")).who())
                .isEqualTo(Who.OTHER_ACCOUNT);
    }

    @Test
    void a_grant_names_the_deny_statements_that_limit_it_most() {
        String organisation =
                KnownVerdicts.one("StringNotEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5");
        Analysis analysis =
                of(
                        allow("\"*\""),
                        deny("\"*\"", organisation),
                        deny("\"*\"", KnownVerdicts.one("Bool", "aws:SecureTransport", "false")),
                        deny("\"*\"", organisation));
        assertThat(analysis.worst().orElseThrow().who()).isEqualTo(Who.ORGANISATION);
        assertThat(analysis.worst().orElseThrow().limitedBy()).isEqualTo(List.of(1, 3));
    }

    @Test
    void a_deny_of_every_aws_principal_leaves_services() {
        Analysis analysis = of(allow("\"*\""), deny("{\"AWS\":\"*\"}", ""));
        assertThat(analysis.worst().orElseThrow().sentence())
                .isEqualTo(
                        "Any AWS service acting for any AWS account can read objects of"
                                + " orders-bucket.");
    }

    @Test
    void a_policy_as_cloudtrail_records_it_is_read_like_its_text() throws Exception {
        String text = KnownVerdicts.policy(allow("\"*\""));
        assertThat(PolicyAnalyser.analyse(dev.amends.core.json.Node.parse(text), BUCKET))
                .isEqualTo(PolicyAnalyser.analyse(text, BUCKET));
    }
}
