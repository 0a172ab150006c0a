package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowedTest {
    private static final Setting FUNCTION = Setting.function("orders-api", "111122223333", "aws");
    private static final Setting BUCKET = Setting.bucket("orders-bucket", "111122223333", "aws");
    private static final Source OWN = Source.account("111122223333");

    private static String function(String principal, String condition) {
        return """
        {"Version":"2012-10-17","Statement":[{"Sid":"AllowApi","Effect":"Allow","Principal":%s,\
        "Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:eu-west-1:111122223333:function:orders-api"%s}]}\
        """
                .formatted(principal, condition.isEmpty() ? "" : ",\"Condition\":" + condition);
    }

    private static String bucket(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static String read(String principal) {
        return "{\"Effect\":\"Allow\",\"Principal\":"
                + principal
                + ",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::orders-bucket/*\"}";
    }

    @Test
    void one_api_becomes_the_source_of_the_permission() {
        Narrowed narrowed =
                Narrowed.of(
                                function("{\"Service\":\"apigateway.amazonaws.com\"}", ""),
                                FUNCTION,
                                0,
                                new Source(
                                        "111122223333",
                                        "arn:aws:execute-api:eu-west-1:111122223333:abc123/*"))
                        .orElseThrow();
        assertThat(narrowed.change())
                .isEqualTo(
                        "Statement AllowApi also asks for aws:SourceArn"
                                + " arn:aws:execute-api:eu-west-1:111122223333:abc123/*, which takes"
                                + " access from any API Gateway in any AWS account but"
                                + " 111122223333.");
        assertThat(narrowed.text())
                .isEqualTo(
                        """
                        {
                          "Version": "2012-10-17",
                          "Statement": [
                            {
                              "Sid": "AllowApi",
                              "Effect": "Allow",
                              "Principal": {
                                "Service": "apigateway.amazonaws.com"
                              },
                              "Action": "lambda:InvokeFunction",
                              "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders-api",
                              "Condition": {
                                "ArnLike": {
                                  "aws:SourceArn": "arn:aws:execute-api:eu-west-1:111122223333:abc123/*"
                                }
                              }
                            }
                          ]
                        }
                        """);
    }

    @Test
    void api_gateway_is_tied_to_an_account_by_its_arn_and_others_by_the_account_itself() {
        assertThat(change(function("{\"Service\":\"apigateway.amazonaws.com\"}", ""), OWN))
                .isEqualTo(
                        "Statement AllowApi also asks for aws:SourceArn"
                                + " arn:aws:execute-api:*:111122223333:*, which takes access from any"
                                + " API Gateway in any AWS account but 111122223333.");
        assertThat(change(function("{\"Service\":\"sns.amazonaws.com\"}", ""), OWN))
                .isEqualTo(
                        "Statement AllowApi also asks for aws:SourceAccount 111122223333, which"
                                + " takes access from any SNS topic in any AWS account but"
                                + " 111122223333.");
    }

    @Test
    void a_bucket_needs_its_account_beside_its_arn() {
        Narrowed narrowed =
                Narrowed.of(
                                function("{\"Service\":\"s3.amazonaws.com\"}", ""),
                                FUNCTION,
                                0,
                                new Source("111122223333", "arn:aws:s3:::pictures"))
                        .orElseThrow();
        assertThat(narrowed.change())
                .isEqualTo(
                        "Statement AllowApi also asks for aws:SourceArn arn:aws:s3:::pictures and"
                                + " aws:SourceAccount 111122223333, which takes access from any S3"
                                + " bucket in any AWS account but 111122223333.");
    }

    @Test
    void a_wildcard_account_gives_way_to_the_fixed_one() {
        String open =
                function(
                        "{\"Service\":\"apigateway.amazonaws.com\"}",
                        "{\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:execute-api:eu-west-1:*:abc123/*\"}}");
        Narrowed narrowed =
                Narrowed.of(
                                open,
                                FUNCTION,
                                0,
                                new Source(
                                        "111122223333",
                                        "arn:aws:execute-api:eu-west-1:111122223333:abc123/*"))
                        .orElseThrow();
        assertThat(narrowed.text())
                .contains(
                        "\"AWS:SourceArn\": \"arn:aws:execute-api:eu-west-1:111122223333:abc123/*\"")
                .doesNotContain("eu-west-1:*:");
    }

    @Test
    void a_source_of_another_account_closes_nothing_and_the_last_statement_is_not_taken_out() {
        assertThat(
                        Narrowed.of(
                                function("{\"Service\":\"sns.amazonaws.com\"}", ""),
                                FUNCTION,
                                0,
                                Source.account("444455556666")))
                .isEmpty();
    }

    @Test
    void a_public_statement_is_taken_out_and_the_others_stay_as_they_were() {
        String own = read("{\"AWS\":\"arn:aws:iam::111122223333:role/orders\"}");
        Narrowed narrowed = Narrowed.of(bucket(read("\"*\""), own), BUCKET, 0, null).orElseThrow();
        assertThat(narrowed.change())
                .isEqualTo(
                        "Statement[0] is taken out, which takes access from anyone on the internet.");
        assertThat(PolicyAnalyser.analyse(narrowed.text(), BUCKET).grants())
                .extracting(Grant::sentence)
                .containsExactly(
                        "Only account 111122223333 itself can read objects of orders-bucket.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"StringEquals\":{\"aws:SourceAccount\":\"444455556666\"}}",
                "{\"StringLike\":{\"AWS:SourceAccount\":[\"444455556666\",\"777788889999\"]}}",
                "{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:cloudtrail:*:444455556666:trail/*\"}}",
                "{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:s3:::orders\"},\"StringEquals\":{\"aws:SourceAccount\":\"444455556666\"}}"
            })
    void a_service_bound_to_another_account_is_not_bound_to_a_second_one(String condition) {
        String logs =
                read("{\"Service\":\"logging.s3.amazonaws.com\"}")
                        .replace("GetObject", "PutObject")
                        .replaceAll("}$", ",\"Condition\":" + condition + "}");
        String own = read("{\"AWS\":\"111122223333\"}");

        Narrowed narrowed = Narrowed.of(bucket(logs, own), BUCKET, 0, OWN).orElseThrow();

        assertThat(narrowed.change())
                .startsWith("Statement[0] is taken out, which takes access from account")
                .contains("444455556666");
        assertThat(narrowed.text()).doesNotContain("logging.s3");
        assertThat(Narrowed.of(bucket(logs), BUCKET, 0, OWN)).isEmpty();
    }

    @Test
    void a_service_bound_to_several_accounts_stays_for_the_one_that_is_meant() {
        String both =
                read("{\"Service\":\"logging.s3.amazonaws.com\"}")
                        .replaceAll(
                                "}$",
                                ",\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":[\"444455556666\",\"111122223333\"]}}}");
        Narrowed narrowed = Narrowed.of(bucket(both), BUCKET, 0, OWN).orElseThrow();
        assertThat(narrowed.text()).contains("\"StringLike\"", "\"111122223333\"");
        assertThat(PolicyAnalyser.analyse(narrowed.text(), BUCKET).who()).isEqualTo(Who.FINE);
    }

    @Test
    void who_no_longer_exists_is_named_nowhere_in_it() {
        String mixed =
                read("{\"AWS\":[\"AROAEXAMPLEEXAMPLE123\",\"111122223333\",\"444455556666\"]}");
        String deleted = read("{\"AWS\":\"AIDAEXAMPLEEXAMPLE123\"}");
        String denied = deleted.replace("Allow", "Deny");

        Narrowed narrowed =
                Narrowed.of(bucket(deleted, mixed, denied), BUCKET, 1, null).orElseThrow();

        assertThat(narrowed.change())
                .isEqualTo(
                        "Statement[1] no longer names 444455556666. Principals that no longer exist"
                                + " are taken out.");
        assertThat(narrowed.text()).contains("111122223333").doesNotContain("AROA", "AIDA", "Deny");
    }

    @Test
    void what_its_own_conditions_would_leave_to_nobody_is_taken_out_altogether() {
        String theirs =
                read("{\"AWS\":[\"111122223333\",\"444455556666\"]}")
                        .replaceAll(
                                "}$",
                                ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalAccount\":\"444455556666\"}}}");
        String own = read("{\"AWS\":\"111122223333\"}");

        assertThat(Narrowed.of(bucket(theirs, own), BUCKET, 0, null).orElseThrow().change())
                .startsWith("Statement[0] is taken out");
    }

    @Test
    void only_the_principals_that_let_others_in_are_taken_out() {
        String mixed =
                read(
                        "{\"AWS\":[\"arn:aws:iam::111122223333:root\",\"444455556666\"],"
                                + "\"Service\":\"config.amazonaws.com\"}");
        Narrowed narrowed = Narrowed.of(bucket(mixed), BUCKET, 0, null).orElseThrow();
        assertThat(narrowed.change())
                .isEqualTo("Statement[0] no longer names 444455556666 and config.amazonaws.com.");
        assertThat(narrowed.text())
                .contains("111122223333:root")
                .doesNotContain("444455556666")
                .doesNotContain("Service");
    }

    @Test
    void another_account_of_the_organisation_may_stay() {
        Narrowed narrowed =
                Narrowed.of(
                                bucket(read("{\"AWS\":\"444455556666\"}")),
                                BUCKET.withOrganisation("o-a1b2c3d4e5"),
                                0,
                                null)
                        .orElseThrow();
        assertThat(narrowed.change())
                .isEqualTo(
                        "Statement[0] also asks for aws:PrincipalOrgID o-a1b2c3d4e5, which takes access from account 444455556666 while it is not of that organisation.");
    }

    @Test
    void what_is_fine_or_not_there_has_nothing_to_narrow() {
        String own = bucket(read("{\"AWS\":\"111122223333\"}"), read("\"*\""));
        assertThat(Narrowed.of(own, BUCKET, 0, null)).isEmpty();
        assertThat(Narrowed.of(own, BUCKET, 2, null)).isEmpty();
        assertThat(Narrowed.of(own, BUCKET, -1, null)).isEmpty();
        assertThat(Narrowed.of("{", BUCKET, 0, null)).isEmpty();
    }

    static List<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_narrowed_sample_is_fine_there_and_no_worse_elsewhere(Sample sample) {
        Analysis before = sample.analysis();
        for (Grant grant : before.grants()) {
            Optional<Narrowed> narrowed =
                    Narrowed.of(sample.policy(), sample.setting(), grant.index(), OWN);
            if (narrowed.isEmpty()) {
                continue;
            }
            assertThat(grant.who().open() || grant.who() == Who.UNKNOWN).isTrue();
            Analysis after = PolicyAnalyser.analyse(narrowed.get().text(), sample.setting());
            assertThat(after.who()).isLessThanOrEqualTo(before.who());
            assertThat(after.open().size() + after.of(Who.UNKNOWN).size())
                    .isEqualTo(before.open().size() + before.of(Who.UNKNOWN).size() - 1);
        }
    }

    private static String change(String policy, Source source) {
        return Narrowed.of(policy, FUNCTION, 0, source).orElseThrow().change();
    }
}
