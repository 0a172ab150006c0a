package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as they come in real life: twice, late, in another order, not ours, broken. */
class DeliveryE2eTest extends E2e {
    /** Nearly no longer young: the second look comes within seconds instead of two minutes. */
    private static final Duration NEARLY_OLD = Duration.ofSeconds(110);

    private static final Duration OLD = Duration.ofMinutes(5);

    @Test
    void theSameEventTwiceIsOneFindingOneCardAndOneWrite() {
        String group = Account.name("twice");
        account.createQuietly(group);
        ObjectNode event = account.record("CreateLogGroup", group, Instant.now());
        long before = account.mark();

        account.awaitHandled(account.send(event));
        JsonNode second = account.awaitHandled(account.send(event));

        account.awaitCard(group, fixed(group));
        assertThat(second.path("outcome").asText()).isIn("duplicate", "compliant");
        assertThat(account.calls(before, "PutRetentionPolicy", group)).isEqualTo(1);
        assertThat(account.cardTexts(group)).containsExactly(fixed(group));
        assertThat(account.finding(group).path("episode").asInt()).isEqualTo(1);
    }

    @Test
    void theSameEventTwiceInOneBatchIsOneFindingToo() {
        String group = Account.name("twice-at-once");
        account.createQuietly(group);
        ObjectNode event = account.record("CreateLogGroup", group, Instant.now());
        long before = account.mark();

        String first = account.send(event);
        String second = account.send(event);

        account.awaitHandled(first);
        account.awaitHandled(second);
        account.awaitCard(group, fixed(group));
        assertThat(account.calls(before, "PutRetentionPolicy", group)).isEqualTo(1);
        assertThat(account.cards(group)).hasSize(1);
        assertThat(account.finding(group).path("episode").asInt()).isEqualTo(1);
    }

    @Test
    void anOwnersRetentionThatIsHeardOfBeforeTheGroupStands() {
        String group = Account.name("reordered");
        account.createQuietly(group);
        account.quietly.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(90));
        Instant now = Instant.now();
        ObjectNode put = account.record("PutRetentionPolicy", group, now);
        Account.request(put).put("retentionInDays", 90);

        JsonNode first = account.awaitHandled(account.send(put));
        JsonNode second =
                account.awaitHandled(
                        account.send(account.record("CreateLogGroup", group, now.minusSeconds(1))));

        assertThat(first.path("outcome").asText()).isEqualTo("compliant");
        assertThat(second.path("outcome").asText()).isEqualTo("compliant");
        account.quiet();
        assertThat(account.retention(group)).isEqualTo(90);
        assertThat(account.cards(group)).isEmpty();
    }

    @Test
    void aReadThatDoesNotShowTheGroupYetIsFollowedByASecondLook() {
        String group = Account.name("stale-empty");
        account.createQuietly(group);
        ObjectNode nothing = Account.JSON.createObjectNode();
        nothing.putArray("logGroups");
        account.answer("DescribeLogGroups", 1, nothing);

        JsonNode first =
                account.awaitHandled(
                        account.send(
                                account.record(
                                        "CreateLogGroup", group, Instant.now().minus(NEARLY_OLD))));

        assertThat(first.path("outcome").asText()).isEqualTo("later");
        account.awaitOutcome(group, "fixed");
        account.awaitCard(group, fixed(group));
        assertThat(account.retention(group)).isEqualTo(30);
        assertThat(account.cards(group)).hasSize(1);
    }

    @Test
    void aReadThatDoesNotShowTheOwnersRetentionYetIsFollowedByASecondLook() {
        String group = Account.name("stale-retention");
        account.createQuietly(group);
        account.quietly.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(90));
        ObjectNode before = Account.JSON.createObjectNode();
        before.putArray("logGroups")
                .addObject()
                .put("logGroupName", group)
                .put("creationTime", Instant.now().minus(OLD).toEpochMilli());
        account.answer("DescribeLogGroups", 1, before);
        ObjectNode put =
                account.record("PutRetentionPolicy", group, Instant.now().minus(NEARLY_OLD));
        Account.request(put).put("retentionInDays", 90);

        JsonNode first = account.awaitHandled(account.send(put));

        assertThat(first.path("outcome").asText()).isEqualTo("later");
        account.awaitOutcome(group, "compliant");
        account.quiet();
        assertThat(account.retention(group)).isEqualTo(90);
        assertThat(account.cards(group)).isEmpty();
    }

    @Test
    void aGroupDeletedMeanwhileIsGoneAndNoFindingIsOpened() {
        String group = Account.name("deleted");

        JsonNode line =
                account.awaitHandled(
                        account.send(
                                account.record("CreateLogGroup", group, Instant.now().minus(OLD))));

        account.quiet();
        assertThat(line.path("outcome").asText()).isEqualTo("gone");
        assertThat(account.finding(group).isMissingNode()).isTrue();
        assertThat(account.cards(group)).isEmpty();
    }

    @Test
    void aGroupDeletedJustBeforeTheWriteIsGoneTheFindingSaysSoAndNobodyIsBothered() {
        String group = Account.name("deleted-under-way");
        account.fault("PutRetentionPolicy", 1, "ResourceNotFoundException");

        account.create(group);

        account.awaitOutcome(group, "gone");
        account.quiet();
        assertThat(account.finding(group).path("state").asText()).isEqualTo("GONE");
        assertThat(account.finding(group).path("decision").asText())
                .isEqualTo("It was deleted before that could be done.");
        assertThat(account.cards(group)).isEmpty();
    }

    static List<Arguments> records() {
        return List.of(
                of(
                        "another account's",
                        "ignored",
                        "another account's",
                        d -> {
                            d.put("recipientAccountId", "111122223333");
                        }),
                of(
                        "another Region's",
                        "ignored",
                        "another Region's",
                        d -> {
                            d.put("awsRegion", "eu-central-1");
                        }),
                of(
                        "an unknown event name",
                        "ignored",
                        "no guardrail here watches",
                        d -> {
                            d.put("eventName", "FoldLogGroup");
                        }),
                of(
                        "a call that failed",
                        "ignored",
                        "the call failed and changed nothing",
                        d -> {
                            d.put("errorCode", "AccessDenied");
                        }),
                of(
                        "without request parameters",
                        "unknown",
                        "missing or cut off",
                        d -> {
                            d.remove("requestParameters");
                        }),
                of(
                        "with null for request parameters",
                        "unknown",
                        "missing or cut off",
                        d -> {
                            d.putNull("requestParameters");
                        }),
                of(
                        "with a text for request parameters",
                        "unknown",
                        "missing or cut off",
                        d -> {
                            d.put("requestParameters", "{\"logGroupName\":\"cut o");
                        }),
                of(
                        "with a number for the name",
                        "unknown",
                        "CloudTrail recorded",
                        d -> {
                            ((ObjectNode) d.get("requestParameters")).put("logGroupName", 42);
                        }),
                of(
                        "with a list for the name",
                        "unknown",
                        "CloudTrail recorded",
                        d -> {
                            ((ObjectNode) d.get("requestParameters"))
                                    .putArray("logGroupName")
                                    .add("a");
                        }),
                of(
                        "with a name that is none",
                        "unknown",
                        "no log group's name",
                        d -> {
                            ((ObjectNode) d.get("requestParameters")).put("logGroupName", "a b*c");
                        }));
    }

    private static Arguments of(
            String what, String outcome, String why, Consumer<ObjectNode> change) {
        return Arguments.of(what, outcome, why, change);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("records")
    void aRecordThatIsNotForUsOrBrokenEndsInAStatedOutcomeAndChangesNothing(
            String what, String outcome, String why, Consumer<ObjectNode> change) {
        String group = Account.name("not-ours");
        account.createQuietly(group);
        ObjectNode event = account.record("CreateLogGroup", group, Instant.now());
        change.accept((ObjectNode) event.get("detail"));
        long before = account.mark();

        JsonNode line = account.awaitHandled(account.send(event));

        assertThat(line.path("outcome").asText()).isEqualTo(outcome);
        assertThat(line.path("why").asText()).contains(why);
        account.quiet();
        assertThat(account.retention(group)).isNull();
        assertThat(account.calls(before).stream().map(c -> c.path("operation").asText()))
                .doesNotContain("PutRetentionPolicy", "DeleteRetentionPolicy");
    }

    @Test
    void whatWeDidOurselvesDoesNotEvenArrive() {
        String group = Account.name("own");
        account.createQuietly(group);
        String after = Account.name("after-own");
        account.create(after);

        account.awaitOutcome(after, "fixed");
        account.awaitCard(after, fixed(after));

        // The rule keeps out what the role did: its creation of one group, its fix of the other.
        assertThat(account.outcomes(group)).isEmpty();
        assertThat(account.outcomes(after)).containsExactly("fixed");
    }
}
