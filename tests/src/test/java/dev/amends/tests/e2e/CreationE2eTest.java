package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A group appears: by whom and with what, and what it costs in calls. */
class CreationE2eTest extends E2e {

    @Test
    void aGroupMadeWithTheCommandLineKeepsItsLogsForThirtyDaysAndSlackSaysSo() {
        String group = Account.name("cli");

        assertThat(account.aws("logs", "create-log-group", "--log-group-name", group).exit())
                .isZero();

        JsonNode line = account.awaitOutcome(group, "fixed");
        JsonNode card = account.awaitCard(group, fixed(group));
        assertThat(account.retention(group)).isEqualTo(30);
        assertThat(account.finding(group).path("state").asText()).isEqualTo("FIXED");
        assertThat(account.cardTexts(group)).containsExactly(fixed(group));
        assertThat(card.path("blocks").toString())
                .contains("local-admin through the AWS CLI", "CreateLogGroup", "local sandbox");
        assertThat(line.path("calls").asInt()).isLessThanOrEqualTo(8);
    }

    @Test
    void aGroupMadeWithAnSdkIsFixedAndWithTagsInTheEventThatTakesSevenCalls() {
        String group = Account.name("sdk");
        long before = account.mark();

        account.logs.createLogGroup(r -> r.logGroupName(group).tags(Map.of("team", "shop")));

        JsonNode line = account.awaitOutcome(group, "fixed");
        JsonNode card = account.awaitCard(group, fixed(group));
        assertThat(account.retention(group)).isEqualTo(30);
        assertThat(account.cards(group)).hasSize(1);
        assertThat(card.path("blocks").toString()).contains("local-admin through an SDK");
        assertThat(line.path("calls").asInt()).isLessThanOrEqualTo(7);
        assertThat(account.calls(before)).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void withoutTagsInTheEventAFixTakesEightCallsAtMost() {
        String group = Account.name("calls");
        long before = account.mark();

        account.create(group);

        JsonNode line = account.awaitOutcome(group, "fixed");
        account.awaitCard(group, fixed(group));
        List<JsonNode> calls = account.calls(before);
        assertThat(calls).hasSizeLessThanOrEqualTo(8);
        assertThat(line.path("calls").asInt()).isEqualTo(calls.size());
    }

    @Test
    void aStackThatLeavesTheRetentionOutIsFixedAndTheCardNamesTheStack() {
        String group = Account.name("stack-without");
        String stack = stack(group, "");

        account.awaitOutcome(group, "fixed");
        JsonNode card = account.awaitCard(group, fixed(group));

        assertThat(account.retention(group)).isEqualTo(30);
        assertThat(account.cards(group)).hasSize(1);
        assertThat(card.path("blocks").toString())
                .contains("CloudFormation stack `" + stack + "`", "RetentionInDays: 30");
    }

    @Test
    void aStackThatSetsTheRetentionIsLeftAloneWithoutAWord() {
        String group = Account.name("stack-with");
        stack(group, ", RetentionInDays: 7");

        account.awaitOutcome(group, "compliant");
        account.quiet();

        assertThat(account.retention(group)).isEqualTo(7);
        assertThat(account.cards(group)).isEmpty();
        assertThat(account.finding(group).isMissingNode()).isTrue();
    }

    @Test
    void aGroupThatCarriesTheKeepTagIsLeftAlone() {
        String group = Account.name("keep");

        account.logs.createLogGroup(
                r -> r.logGroupName(group).tags(Map.of("amends:retention", "keep")));

        account.awaitOutcome(group, "spared");
        assertThat(account.retention(group)).isNull();
        assertThat(account.cards(group)).isEmpty();
    }

    @Test
    void aGroupOfClassDeliveryIsFineAsItIs() {
        String group = Account.name("delivery");

        account.logs.createLogGroup(r -> r.logGroupName(group).logGroupClass("DELIVERY"));

        account.awaitOutcome(group, "compliant");
        account.quiet();
        assertThat(account.retention(group)).isNull();
        assertThat(account.cards(group)).isEmpty();
    }

    @Test
    void aGroupThatIsFineTakesTwoCallsAndAnEventForNobodyNone() {
        String group = Account.name("fine");
        account.createQuietly(group);
        account.quietly.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(90));

        JsonNode fine =
                account.awaitHandled(
                        account.send(account.record("CreateLogGroup", group, Instant.now())));
        JsonNode none =
                account.awaitHandled(
                        account.send(account.record("TagLogGroup", group, Instant.now())));

        assertThat(fine.path("outcome").asText()).isEqualTo("compliant");
        assertThat(fine.path("calls").asInt()).isLessThanOrEqualTo(2);
        assertThat(none.path("outcome").asText()).isEqualTo("ignored");
        assertThat(none.path("calls").asInt()).isZero();
    }

    /** Makes a stack with one group, and answers its name. */
    private static String stack(String group, String more) {
        String name = group.substring("/e2e/".length());
        String template =
                "Resources: {Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: %s%s}}}"
                        .formatted(group, more);
        account.cloudFormation.createStack(r -> r.stackName(name).templateBody(template));
        return name;
    }
}
