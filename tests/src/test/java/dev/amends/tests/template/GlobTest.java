package dev.amends.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlobTest {
    @Test
    void aPatternMatchesAsInIam() {
        assertThat(Glob.matches("secret:amends/slack-??????", "secret:amends/slack-a1B2c3"))
                .isTrue();
        assertThat(Glob.matches("secret:amends/slack-??????", "secret:amends/slack-x-a1B2c3"))
                .isFalse();
        assertThat(Glob.matches("log-group:*", "log-group:/a/b:*")).isTrue();
        assertThat(Glob.matches("finding#mine#*", "finding#mine2#1")).isFalse();
        assertThat(Glob.matches("settings", "settings2")).isFalse();
    }

    @Test
    void aGrantFitsAShapeWhenSomeArnIsBoth() {
        String table = "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}";
        assertThat(ArnShape.fits(table, "arn:aws:dynamodb:eu-west-1:111122223333:table/ledger"))
                .isTrue();
        assertThat(ArnShape.fits(table, "arn:aws:dynamodb:eu-west-1:111122223333:index/ledger"))
                .isFalse();
        assertThat(ArnShape.fits(table, "arn:aws:dynamodb:eu-west-1:1:table/ledger/index/due"))
                .isFalse();
        assertThat(
                        ArnShape.fits(
                                table + "/index/${IndexName}",
                                "arn:aws:dynamodb:eu-west-1:1:table/ledger/index/due"))
                .isTrue();
        assertThat(
                        ArnShape.fits(
                                table + "/index/${IndexName}",
                                "arn:aws:dynamodb:eu-west-1:1:table/*"))
                .isTrue();
        assertThat(
                        ArnShape.fits(
                                "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}",
                                "arn:aws:secretsmanager:eu-west-1:1:secret:amends/slack-??????"))
                .isTrue();
        assertThat(ArnShape.fits(table, "arn:aws:dynamodb:eu-west-1:table/ledger")).isFalse();
        assertThat(
                        ArnShape.fits(
                                "arn:${Partition}:sns:${Region}:${Account}:${TopicName}",
                                "arn:aws:sns:eu-west-1:111122223333:t:x"))
                .isFalse();
        assertThat(
                        ArnShape.fits(
                                "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}"
                                        + ":log-stream:${LogStreamName}",
                                "arn:aws:logs:eu-west-1:1:log-group:/a/b:*"))
                .isTrue();
    }
}
