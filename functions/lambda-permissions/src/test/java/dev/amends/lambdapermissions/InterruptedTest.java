package dev.amends.lambdapermissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.json.Node;
import dev.amends.core.lambda.Pace;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Message;
import dev.amends.core.run.Nudges;
import dev.amends.core.run.Runner;
import dev.amends.testkit.LocalDynamo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A worker that dies at each of the three steps: the next delivery ends what was begun. */
class InterruptedTest {
    private static final LocalDynamo DYNAMO = LocalDynamo.get();
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:40Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String RULE =
            new Permission(
                            "rule",
                            "lambda:InvokeFunction",
                            "events.amazonaws.com",
                            "arn:aws:lambda:eu-west-1:111122223333:function:orders-api",
                            null,
                            null)
                    .canonical();

    private final String table = DYNAMO.ledgerTable();
    private final FakeLambda lambda = new FakeLambda();
    private final List<Finding> reports = new ArrayList<>();
    private final Inbox inbox =
            new Inbox(
                    "arn:aws:iam::111122223333:role/amends-function",
                    "eu-west-1",
                    List.of(
                            new Runner<>(
                                    new LambdaPermissionOpen(),
                                    new LambdaPermissions(
                                            new LambdaApi(lambda, new Pace(Clock.systemUTC())),
                                            new CallerSearch(
                                                    new NoRestApis(),
                                                    new NoHttpApis(),
                                                    new Pace(Clock.systemUTC()),
                                                    () -> Duration.ofMinutes(1))),
                                    Books.in(DYNAMO.client(), table),
                                    reports::add,
                                    CLOCK)),
                    (delay, body) -> {},
                    CLOCK);

    @BeforeEach
    void anyRuleMayCallAndPeopleWereAsked() throws Exception {
        lambda.put(RULE);
        String settings = "{\"guardrails\": {\"lambda-permission-open\": {\"mode\": \"ask\"}}}";
        DYNAMO.client()
                .putItem(r ->
                        r.tableName(table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS("settings"),
                                                "json", AttributeValue.fromS(settings))));
        Path sample = Path.of("src/test/resources/lambda-permission-open/violating-any-rule.json");
        String change =
                Node.parse(Files.readString(sample, StandardCharsets.UTF_8))
                        .at("change")
                        .toString();
        inbox.handle(new Message("asks", change, null, false));
        assertThat(reports.getLast().state()).isEqualTo(State.AWAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AddPermission", "GetPolicy", "RemovePermission"})
    void a_fix(String step) throws Exception {
        String nudge = decide(Decision.Kind.FIX);

        dies(step, nudge);
        again(nudge);

        assertThat(lambda.statements).containsOnlyKeys("rule-scoped");
        assertThat(reports.getLast().state()).isEqualTo(State.FIXED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AddPermission", "GetPolicy", "RemovePermission"})
    void an_undo(String step) throws Exception {
        again(decide(Decision.Kind.FIX));
        String nudge = decide(Decision.Kind.UNDO);

        dies(step, nudge);
        again(nudge);

        assertThat(lambda.statements).containsOnlyKeys("rule");
        assertThat(Statements.canonical(lambda.statements.get("rule"))).isEqualTo(RULE);
        assertThat(reports.getLast().state()).isEqualTo(State.AWAITING);
        assertThat(reports.getLast().reopened()).isTrue();
    }

    @Test
    void an_undo_of_which_only_the_first_step_is_allowed_is_told_as_what_it_is() throws Exception {
        again(decide(Decision.Kind.FIX));
        String nudge = decide(Decision.Kind.UNDO);
        lambda.denied = "RemovePermission";

        again(nudge);

        assertThat(lambda.statements).containsOnlyKeys("rule", "rule-scoped");
        Finding half = reports.getLast();
        assertThat(half.state()).isEqualTo(State.FAILED);
        assertThat(half.text())
                .startsWith("Any EventBridge rule in any AWS account can invoke orders-api.")
                .endsWith(
                        "Could not bring back what was there before: the role may not call lambda:RemovePermission. Deploy with Powers that allow it, or do it by hand. A part of it was done before that; this is how things are now.");

        lambda.denied = "";
        again(decide(Decision.Kind.FIX, "again"));
        assertThat(lambda.statements).containsOnlyKeys("rule-scoped");
        assertThat(reports.getLast().state()).isEqualTo(State.FIXED);
    }

    @Test
    void a_fix_of_which_only_the_first_step_is_allowed_is_told_as_what_it_is() throws Exception {
        String nudge = decide(Decision.Kind.FIX);
        lambda.denied = "RemovePermission";

        again(nudge);

        Finding half = reports.getLast();
        assertThat(half.state()).isEqualTo(State.FAILED);
        assertThat(half.decision()).contains("A part of it was done before that");
        assertThat(lambda.statements).containsOnlyKeys("rule", "rule-scoped");
    }

    private String decide(Decision.Kind kind) {
        return decide(kind, kind.name());
    }

    private String decide(Decision.Kind kind, String token) {
        Finding finding = reports.getLast();
        Decision decision =
                new Decision(
                        Keys.decision("lambda-permission-open", token),
                        kind,
                        "lambda-permission-open",
                        Decision.One.of(finding),
                        "an approver",
                        "",
                        NOW,
                        null,
                        "");
        assertThat(new Decisions(DYNAMO.client(), table).record(decision)).isNull();
        lambda.calls.clear();
        return Nudges.decided(decision);
    }

    /** The process ends as it makes this call; the policy is read twice, and the second counts. */
    private void dies(String step, String nudge) {
        int last = step.equals("GetPolicy") ? 2 : 1;
        lambda.before =
                () -> {
                    if (lambda.calls.stream().filter(c -> c.startsWith(step)).count() == last) {
                        throw new StackOverflowError("died");
                    }
                };
        assertThatThrownBy(() -> inbox.handle(new Message("decides", nudge, null, false)))
                .isInstanceOf(StackOverflowError.class);
        lambda.before = () -> {};
    }

    private void again(String nudge) throws Exception {
        inbox.handle(new Message("decides", nudge, null, false));
    }
}
