package dev.amends.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.json.Node;
import dev.amends.core.lambda.Pace;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Runner;
import dev.amends.testkit.LocalDynamo;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is said of a stack whose template does not come, or which has none any more. */
class StacksTest {
    private static final LocalDynamo DYNAMO = LocalDynamo.get();
    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final String MISTAKE =
            "Resources:\n  Audit:\n    Type: AWS::Logs::LogGroup # for ever\n";
    private static final String FINE =
            "Resources:\n  Topic:\n    Type: AWS::SNS::Topic # nothing wrong with it\n";

    private final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    private final String table = DYNAMO.ledgerTable();
    private final List<Finding> said = new ArrayList<>();
    private final List<String> later = new ArrayList<>();
    private Instant now = T0.plusSeconds(180);
    private boolean late;

    @BeforeEach
    void settings() {
        DYNAMO.client()
                .putItem(r ->
                        r.tableName(table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS("settings"),
                                                "json",
                                                        AttributeValue.fromS(
                                                                "{\"ownerTag\":\"owner\",\"guardrails\":{\"stack-review\":{\"mode\":\"flag\"}}}"))));
    }

    private String deliver(Map<String, ?> record) throws Exception {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Inbox inbox =
                new Inbox(
                        "arn:aws:iam::111122223333:role/amends-stacks",
                        "eu-west-1",
                        List.of(
                                new Runner<>(
                                        new StackReview(() -> late),
                                        new Stacks(
                                                new CloudFormationApi(
                                                        cloudFormation,
                                                        new Pace(Clock.systemUTC())),
                                                clock),
                                        Books.in(DYNAMO.client(), table),
                                        said::add,
                                        clock)),
                        (delay, body) -> later.add(body),
                        clock);
        List<Outcome> outcomes =
                inbox.handle(
                        new Message("m-" + record.hashCode(), Node.write(record), null, false));
        return outcomes.getFirst().name();
    }

    private static Map<String, ?> call(String name, Map<String, String> parameters) {
        return Map.of(
                "eventID",
                "e-" + name,
                "eventName",
                name,
                "eventSource",
                "cloudformation.amazonaws.com",
                "eventTime",
                T0.toString(),
                "awsRegion",
                "eu-west-1",
                "recipientAccountId",
                "111122223333",
                "userIdentity",
                Map.of("type", "IAMUser", "userName", "ana"),
                "requestParameters",
                parameters);
    }

    private static Map<String, ?> created() {
        return call("CreateStack", Map.of("stackName", "orders"));
    }

    private static Map<String, ?> changeSet(String name) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("stackName", "orders");
        parameters.put("changeSetName", "release-7");
        return call(name, parameters);
    }

    private static Map<String, ?> status(String status) {
        return Map.of(
                "id",
                "s-" + status,
                "detail-type",
                "CloudFormation Stack Status Change",
                "source",
                "aws.cloudformation",
                "account",
                "111122223333",
                "time",
                T0.toString(),
                "region",
                "eu-west-1",
                "detail",
                Map.of(
                        "stack-id",
                        FakeCloudFormation.ID,
                        "status-details",
                        Map.of("status", status)));
    }

    private Finding last() {
        return said.getLast();
    }

    // ------------------------------------------------------------------------ what does not come

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "  \n", "does not exist"})
    void a_stack_whose_template_does_not_come_is_unknown_and_who_deployed_it_is_kept(String body)
            throws Exception {
        cloudFormation.template = body;

        assertThat(deliver(created())).isEqualTo("unknown");

        assertThat(last().text())
                .isEqualTo(
                        "The template of orders could not be reviewed: CloudFormation did not return it. Look at it by hand, or run amends check on its source.");
        assertThat(last().seen().cause().actor()).isEqualTo("ana");
        assertThat(last().seen().owner()).isEqualTo("payments");
        assertThat(last().seen().incarnation()).isEqualTo("3075af5b");
    }

    @Test
    void once_it_comes_the_mistake_is_still_said_to_be_of_whoever_deployed_it() throws Exception {
        cloudFormation.template = "null";
        deliver(created());
        cloudFormation.template = MISTAKE;

        assertThat(deliver(status("CREATE_COMPLETE"))).isEqualTo("flagged");

        assertThat(last().text()).startsWith("The stack orders has a mistake in its template: ");
        assertThat(last().seen().cause().actor()).isEqualTo("ana");
    }

    @Test
    void when_it_does_not_come_at_the_end_either_who_deployed_it_is_kept() throws Exception {
        cloudFormation.template = MISTAKE;
        deliver(created());
        cloudFormation.template = "null";

        assertThat(deliver(status("CREATE_COMPLETE"))).isEqualTo("unknown");

        assertThat(last().state()).isEqualTo(State.UNKNOWN);
        assertThat(last().seen().cause().actor()).isEqualTo("ana");
    }

    @Test
    void a_status_long_after_is_not_put_down_to_who_deployed_the_time_before() throws Exception {
        cloudFormation.template = "null";
        deliver(created());
        now = now.plusSeconds(2 * 24 * 3600);
        cloudFormation.template = MISTAKE;

        assertThat(deliver(status("UPDATE_COMPLETE"))).isEqualTo("flagged");

        assertThat(last().seen().cause().actor()).isEqualTo("somebody");
    }

    @Test
    void while_the_event_is_young_a_template_that_does_not_come_is_looked_for_again()
            throws Exception {
        cloudFormation.template = "null";
        now = T0.plusSeconds(20);

        assertThat(deliver(created())).isEqualTo("later");
        assertThat(later).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateChangeSet", "ExecuteChangeSet"})
    void a_change_set_whose_template_does_not_come_is_unknown(String event) throws Exception {
        cloudFormation.template = FINE;
        cloudFormation.pending = "null";

        assertThat(deliver(changeSet(event))).isEqualTo("unknown");

        assertThat(last().text())
                .startsWith(
                        "The template of orders could not be reviewed: CloudFormation did not return that of the change set release-7.");
    }

    @Test
    void a_stack_of_which_only_the_original_comes_is_unknown() throws Exception {
        cloudFormation.template = "Transform: AWS::Serverless-2016-10-31\n" + FINE;
        cloudFormation.processed = "null";

        assertThat(deliver(created())).isEqualTo("unknown");

        assertThat(last().text())
                .startsWith(
                        "The template of orders could not be reviewed: CloudFormation did not return what its transforms made of it.");
    }

    @Test
    void an_answer_without_a_stack_is_not_a_stack_that_is_gone() {
        cloudFormation.status = "";

        assertThatThrownBy(() -> deliver(created())).isInstanceOf(RetryLater.class);
        assertThat(said).isEmpty();
    }

    /** Rather nothing than half of it: what was not looked at may be the mistake. */
    @Test
    void a_review_that_runs_out_of_time_is_unknown() throws Exception {
        cloudFormation.template = FINE;
        late = true;

        assertThat(deliver(created())).isEqualTo("unknown");

        assertThat(last().text())
                .startsWith(
                        "The template of orders could not be reviewed: it is so large that there was not enough time for it.");
        assertThat(last().seen().cause().actor()).isEqualTo("ana");
    }

    @Test
    void a_stack_with_nothing_but_change_sets_has_no_template_to_come() throws Exception {
        cloudFormation.status = "REVIEW_IN_PROGRESS";
        cloudFormation.template = "null";
        cloudFormation.pending = FINE;

        assertThat(deliver(changeSet("CreateChangeSet"))).isEqualTo("compliant");
    }

    // ----------------------------------------------------------------------- what has no template

    @Test
    void a_creation_that_was_rolled_back_settles_what_was_found() throws Exception {
        cloudFormation.template = MISTAKE;
        cloudFormation.status = "CREATE_IN_PROGRESS";
        assertThat(deliver(created())).isEqualTo("flagged");
        cloudFormation.status = "ROLLBACK_COMPLETE";
        cloudFormation.calls.clear();

        assertThat(deliver(status("ROLLBACK_COMPLETE"))).isEqualTo("resolved");

        assertThat(last().state()).isEqualTo(State.RESOLVED);
        assertThat(last().decision())
                .isEqualTo("Its creation was rolled back: the stack has no resources left.");
        assertThat(cloudFormation.calls).containsExactly("DescribeStacks");
    }

    @Test
    void an_import_that_was_rolled_back_leaves_a_stack_to_review() throws Exception {
        cloudFormation.template = MISTAKE;
        cloudFormation.status = "IMPORT_ROLLBACK_COMPLETE";

        assertThat(deliver(status("IMPORT_ROLLBACK_COMPLETE"))).isEqualTo("flagged");
    }

    // ------------------------------------------------------------------------ change sets by ARN

    @ParameterizedTest
    @ValueSource(strings = {"ExecuteChangeSet", "DeleteChangeSet"})
    void a_change_set_named_by_its_arn_alone_is_left_to_the_stacks_status(String event)
            throws Exception {
        String arn = "arn:aws:cloudformation:eu-west-1:111122223333:changeSet/release-7/811cd882";

        assertThat(deliver(call(event, Map.of("changeSetName", arn)))).isEqualTo("ignored");

        assertThat(said).isEmpty();
        assertThat(cloudFormation.calls).isEmpty();
    }

    @Test
    void a_change_set_named_by_its_name_alone_is_not_told() throws Exception {
        assertThat(deliver(call("ExecuteChangeSet", Map.of("changeSetName", "release-7"))))
                .isEqualTo("unknown");
    }
}
