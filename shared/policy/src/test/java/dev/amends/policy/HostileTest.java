package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTest {
    private static final Setting BUCKET = Setting.bucket("orders-bucket", "111122223333", "aws");
    private static final String PUBLIC =
            KnownVerdicts.policy(KnownVerdicts.allow("\"*\"", "\"s3:GetObject\"", ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "1e999999",
                "\"*\"",
                "[]",
                "{}",
                "{",
                "{\"Statement\":null}",
                "{\"Statement\":\"*\"}",
                "{\"Statement\":[null]}",
                "{\"Statement\":[[]]}",
                "{\"Statement\":[1]}",
                "{\"Statement\":[{}]}",
                "{\"Statement\":{\"Effect\":\"Allow\"}}",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":null,\"Action\":null,\"Resource\":null}]}",
                "{\"Statement\":[],\"Statement\":[]}",
                "{\"statement\":[]}",
                "\uFEFF{\"Statement\":[]}",
                "{\"Statement\":[]} {\"Statement\":[]}",
                "{'Statement':[]}",
                "{\"Statement\":[],}",
                "{\"Statement\":[]//\n}"
            })
    void what_is_no_policy_is_unknown(String text) {
        assertThat(PolicyAnalyser.analyse(text, BUCKET).who()).isEqualTo(Who.UNKNOWN);
    }

    /** Each grant against each denial: what a template may hold, and AWS would not take. */
    @Test
    void twenty_thousand_statements_end_in_seconds_and_hide_nothing() {
        String allow =
                "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::orders-bucket/a\"},";
        String deny =
                "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::orders-bucket/b\"}";
        String policy =
                "{\"Statement\":["
                        + allow.repeat(10_000)
                        + (deny + ",").repeat(9_999)
                        + deny
                        + "]}";
        // Of this thread alone: what else the machine does does not count.
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        Analysis analysis = PolicyAnalyser.analyse(policy, BUCKET);

        assertThat(
                        Duration.ofNanos(
                                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                                        - began))
                .isLessThan(Duration.ofSeconds(5));
        assertThat(analysis.grants()).hasSize(10_000);
        assertThat(analysis.who()).isEqualTo(Who.PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 900, 1_000, 1_001, 10_000, 200_000})
    void deep_nesting_is_an_outcome(int depth) {
        String deep = "[".repeat(depth) + "]".repeat(depth);
        for (String place :
                List.of(
                        "{\"Statement\":%s}",
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":%s,\"Resource\":\"*\"}]}",
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":%s}}}]}")) {
            assertThat(PolicyAnalyser.analyse(place.formatted(deep), BUCKET).who())
                    .isEqualTo(Who.UNKNOWN);
        }
    }

    @Test
    void every_beginning_of_a_policy_is_unknown() {
        for (int end = 0; end < PUBLIC.length(); end++) {
            assertThat(PolicyAnalyser.analyse(PUBLIC.substring(0, end), BUCKET).who())
                    .isEqualTo(Who.UNKNOWN);
        }
    }

    @Test
    void thousands_of_statements_are_read_to_the_last() {
        String own = KnownVerdicts.allow("{\"AWS\":\"111122223333\"}", "\"s3:GetObject\"", "");
        String open = KnownVerdicts.allow("\"*\"", "\"s3:GetObject\"", "");
        StringBuilder statements = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            statements.append(own).append(',');
        }
        Analysis analysis =
                PolicyAnalyser.analyse("{\"Statement\":[" + statements + open + "]}", BUCKET);
        assertThat(analysis.grants()).hasSize(5_001);
        assertThat(analysis.worst().orElseThrow().path()).isEqualTo("Statement[5000].Principal");
    }

    @Test
    void a_policy_of_a_thousand_grants_and_a_thousand_denies_is_an_outcome() {
        String open = KnownVerdicts.allow("\"*\"", "\"s3:GetObject\"", "");
        String deny =
                open.replace("Allow", "Deny")
                        .replace(
                                "]}",
                                "],\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"}}}");
        String text =
                "{\"Statement\":["
                        + (open + ",").repeat(1_000)
                        + (deny + ",").repeat(999)
                        + deny
                        + "]}";
        Analysis analysis = PolicyAnalyser.analyse(text, BUCKET);
        assertThat(analysis.who()).isEqualTo(Who.ORGANISATION);
        assertThat(analysis.grants()).hasSize(1_000);
    }

    @Test
    void operators_and_keys_nobody_knows_never_make_everyone_fine() {
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            String operator = word(random);
            String key = random.nextBoolean() ? "aws:SourceAccount" : word(random);
            String text =
                    KnownVerdicts.policy(
                            KnownVerdicts.allow(
                                    "\"*\"",
                                    "\"" + word(random) + ":" + word(random) + "\"",
                                    KnownVerdicts.one(operator, key, "111122223333")));
            assertThat(PolicyAnalyser.analyse(text, BUCKET).who())
                    .as("%s", text)
                    .isEqualTo(Who.UNKNOWN);
        }
    }

    @Test
    void flipped_characters_are_an_outcome_and_name_no_control_characters() {
        List<Sample> samples = Sample.all();
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            byte[] bytes = sample.policy().getBytes(StandardCharsets.UTF_8);
            for (int flips = 1 + random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            for (Grant grant : PolicyAnalyser.analyse(text, sample.setting()).grants()) {
                assertThat(grant.sentence() + grant.because() + grant.path())
                        .as("%s", text)
                        .doesNotContainPattern("\\p{Cntrl}");
            }
        }
    }

    @Test
    void long_names_are_cut_in_sentences() {
        String text =
                KnownVerdicts.policy(
                        KnownVerdicts.allow(
                                "\"*\"",
                                "\"s3:" + "x".repeat(15_000) + "\"",
                                KnownVerdicts.one(
                                        "StringLike", "aws:SourceVpc", "v".repeat(900) + "*")));
        Grant grant = PolicyAnalyser.analyse(text, BUCKET).worst().orElseThrow();
        assertThat(grant.sentence().length() + grant.because().length()).isLessThan(500);
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder("x");
        for (int i = random.nextInt(12); i >= 0; i--) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
