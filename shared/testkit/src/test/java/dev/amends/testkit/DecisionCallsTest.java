package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decision.Kind;
import dev.amends.core.ledger.Decision.One;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Nudges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a decision costs in calls to the ledger. */
class DecisionCallsTest extends InboxScene {
    private final List<String> calls = new ArrayList<>();
    private final DynamoDbClient counted = LocalDynamo.client(DYNAMO.endpoint(), new Count());

    private final class Count implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes about) {
            calls.add(about.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        }
    }

    @Override
    DynamoDbClient dynamo() {
        return counted;
    }

    @BeforeEach
    void askMode() {
        settings("ask");
    }

    @Test
    void an_approval_is_one_read_the_claim_and_the_outcome() throws Exception {
        Decision decision = decided(Kind.FIX);

        assertThat(deliver(Nudges.decided(decision)).name()).isEqualTo("fixed");

        assertThat(calls).containsExactly("BatchGetItem", "PutItem", "TransactWriteItems");
        assertThat(decisions.pending(decision.key())).isFalse();
    }

    @Test
    void a_refusal_is_one_read_and_one_write() throws Exception {
        Decision decision = decided(Kind.FIX);
        settings("flag");

        assertThat(deliver(Nudges.decided(decision)).name()).isEqualTo("refused");

        assertThat(calls).containsExactly("BatchGetItem", "TransactWriteItems");
        assertThat(decisions.pending(decision.key())).isFalse();
    }

    @Test
    void the_keepers_nudge_does_not_know_the_finding_and_costs_one_read_more() throws Exception {
        Decision decision = decided(Kind.FIX);

        assertThat(
                        deliver("{\"amends\":\"nudge\",\"key\":\"%s\"}".formatted(decision.key()))
                                .name())
                .isEqualTo("fixed");

        assertThat(calls)
                .containsExactly("BatchGetItem", "GetItem", "PutItem", "TransactWriteItems");
    }

    @Test
    void a_nudge_that_names_another_finding_than_the_decision_is_not_believed() throws Exception {
        Decision decision = decided(Kind.FIX);
        Decision.One other = new One(Keys.finding("leaky-tap", "1", "r", "tap/other"), 1, "", "");
        String forged =
                Nudges.decided(
                        new Decision(
                                decision.key(),
                                Kind.FIX,
                                "leaky-tap",
                                other,
                                "",
                                "",
                                now,
                                null,
                                ""));

        assertThat(deliver(forged).name()).isEqualTo("fixed");

        assertThat(ledger.find(KEY).state()).isEqualTo(State.FIXED);
        assertThat(calls)
                .containsExactly("BatchGetItem", "GetItem", "PutItem", "TransactWriteItems");
    }

    @Test
    void what_is_delivered_again_writes_nothing_but_that_the_decision_is_dealt_with()
            throws Exception {
        Decision decision = decided(Kind.FIX);
        deliver(Nudges.decided(decision));
        calls.clear();

        assertThat(deliver(Nudges.decided(decision)).name()).isEqualTo("duplicate");

        assertThat(calls).containsExactly("BatchGetItem", "UpdateItem");
    }

    @Test
    void a_decision_that_is_forgotten_while_it_is_carried_out_does_not_come_back()
            throws Exception {
        Decision decision = decided(Kind.FIX);
        world.beforeTurning =
                () ->
                        DYNAMO.client()
                                .deleteItem(r ->
                                        r.tableName(table)
                                                .key(
                                                        Map.of(
                                                                "pk",
                                                                AttributeValue.fromS(
                                                                        decision.key()))));

        assertThat(deliver(Nudges.decided(decision)).name()).isEqualTo("fixed");

        assertThat(ledger.find(KEY).state()).isEqualTo(State.FIXED);
        assertThat(decisions.find(decision.key())).isNull();
        assertThat(calls)
                .containsExactly("BatchGetItem", "PutItem", "TransactWriteItems", "PutItem");
    }

    private Decision decided(Kind kind) throws Exception {
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("asked");
        calls.clear();
        Finding finding = ledger.find(KEY);
        Decision decision =
                new Decision(
                        Keys.decision("leaky-tap", "token"),
                        kind,
                        "leaky-tap",
                        One.of(finding),
                        "Ann (U1)",
                        "U1",
                        now,
                        null,
                        "");
        assertThat(decisions.record(decision)).isNull();
        assertThat(decisions.pending(decision.key())).isTrue();
        return decision;
    }
}
