package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
                                + " arn:aws:execute-api:eu-west-1:111122223333:abc123/*.");
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
                                + " arn:aws:execute-api:*:111122223333:*.");
        assertThat(change(function("{\"Service\":\"sns.amazonaws.com\"}", ""), OWN))
                .isEqualTo("Statement AllowApi also asks for aws:SourceAccount 111122223333.");
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
                                + " aws:SourceAccount 111122223333.");
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
        assertThat(narrowed.change()).isEqualTo("Statement[0] is taken out.");
        assertThat(PolicyAnalyser.analyse(narrowed.text(), BUCKET).grants())
                .extracting(Grant::sentence)
                .containsExactly(
                        "Only account 111122223333 itself can read objects of orders-bucket.");
    }

    @Test
    void only_the_principals_that_let_others_in_are_taken_out() {
        String mixed =
                read(
                        "{\"AWS\":[\"arn:aws:iam::111122223333:root\",\"444455556666\"],"
                                + "\"Service\":\"config.amazonaws.com\"}");
        Narrowed narrowed = Narrowed.of(bucket(mixed), BUCKET, 0, null).orElseThrow();
        assertThat(narrowed.change())
                .isEqualTo("Statement[0] no longer names 2 principals that let others in.");
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
                .isEqualTo("Statement[0] also asks for aws:PrincipalOrgID o-a1b2c3d4e5.");
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
