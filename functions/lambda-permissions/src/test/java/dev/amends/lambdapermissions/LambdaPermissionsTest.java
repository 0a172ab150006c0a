package dev.amends.lambdapermissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Gone;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of writes, and what becomes of them when somebody comes in between. */
class LambdaPermissionsTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:function:orders-api";
    private static final Target TARGET = new Target("111122223333", "eu-west-1", ARN, "orders-api");
    private static final String ANY_RULE =
            new Permission("rule", "lambda:InvokeFunction", "events.amazonaws.com", ARN, null, null)
                    .canonical();
    private static final String OUR_RULES =
            new Permission(
                            "rule-scoped",
                            "lambda:InvokeFunction",
                            "events.amazonaws.com",
                            ARN,
                            null,
                            "111122223333")
                    .canonical();

    private final FakeLambda lambda = new FakeLambda();
    private final LambdaPermissions resources =
            new LambdaPermissions(
                    new LambdaApi(lambda, new Pace(Clock.systemUTC())),
                    new CallerSearch(
                            new NoRestApis(),
                            new NoHttpApis(),
                            new Pace(Clock.systemUTC()),
                            () -> Duration.ofMinutes(1)));

    @BeforeEach
    void anyRuleMayCall() {
        lambda.put(ANY_RULE);
    }

    private Remedy remedy() throws Exception {
        FunctionState state = resources.read(TARGET, null);
        lambda.calls.clear();
        return new LambdaPermissionOpen()
                .remedies(
                        state, new Options(LambdaPermissionOpen.ABOUT, Node.ABSENT), Instant.EPOCH)
                .getFirst();
    }

    @Test
    void reading_what_is_open_takes_two_calls_and_what_is_fine_one() throws Exception {
        resources.read(TARGET, null);
        assertThat(lambda.calls).containsExactly("GetPolicy", "ListTags " + ARN);

        lambda.calls.clear();
        lambda.take("rule");
        lambda.put(OUR_RULES);
        resources.read(TARGET, null);
        assertThat(lambda.calls).containsExactly("GetPolicy");
    }

    @Test
    void the_scoped_statement_is_there_before_the_open_one_goes() throws Exception {
        Remedy remedy = remedy();

        resources.set(TARGET, remedy.after());

        assertThat(lambda.calls)
                .containsExactly("AddPermission rule-scoped", "GetPolicy", "RemovePermission rule");
        assertThat(lambda.statements).containsOnlyKeys("rule-scoped");
        FunctionState mended = resources.read(TARGET, null);
        assertThat(new LambdaPermissionOpen().judge(mended, Instant.EPOCH))
                .isInstanceOf(Verdict.Compliant.class);
    }

    @Test
    void an_undo_goes_the_same_way_round_and_brings_back_exactly_what_was_there() throws Exception {
        Remedy remedy = remedy();
        resources.set(TARGET, remedy.after());
        resources.read(TARGET, null);
        lambda.calls.clear();

        resources.set(TARGET, remedy.before());

        assertThat(lambda.calls)
                .containsExactly("AddPermission rule", "GetPolicy", "RemovePermission rule-scoped");
        assertThat(lambda.statements).containsOnlyKeys("rule");
        assertThat(Statements.canonical(lambda.statements.get("rule"))).isEqualTo(ANY_RULE);
    }

    @Test
    void what_was_begun_by_a_worker_that_died_is_finished_without_adding_twice() throws Exception {
        Remedy remedy = remedy();
        Map<String, String> marks = resources.read(TARGET, null).marks();
        lambda.put(OUR_RULES);

        FunctionState half = resources.read(TARGET, null);
        assertThat(half.marks()).as("the fingerprint's fields").isEqualTo(marks);
        assertThat(half.between(remedy.before(), remedy.after())).isTrue();
        lambda.calls.clear();
        resources.set(TARGET, remedy.after());

        assertThat(lambda.calls).containsExactly("RemovePermission rule");
        assertThat(lambda.statements).containsOnlyKeys("rule-scoped");
    }

    @Test
    void a_policy_that_somebody_changed_since_it_was_read_is_left_alone() throws Exception {
        Remedy remedy = remedy();
        lambda.put(ANY_RULE.replace("\"rule\"", "\"another\""));

        assertThatThrownBy(() -> resources.set(TARGET, remedy.after()))
                .isInstanceOf(Transient.class);
        assertThat(lambda.statements).containsOnlyKeys("rule", "another");
    }

    @Test
    void a_statement_that_somebody_changed_between_add_and_remove_is_not_taken_out()
            throws Exception {
        Remedy remedy = remedy();
        lambda.before =
                () -> {
                    if (lambda.calls.getLast().equals("GetPolicy")) {
                        lambda.put(ANY_RULE.replace("events.", "sns."));
                    }
                };

        assertThatThrownBy(() -> resources.set(TARGET, remedy.after()))
                .isInstanceOf(Transient.class);
        assertThat(lambda.statements).containsOnlyKeys("rule", "rule-scoped");
    }

    @Test
    void a_write_that_comes_after_the_second_read_makes_the_removal_fail() throws Exception {
        Remedy remedy = remedy();
        lambda.before =
                () -> {
                    if (lambda.calls.getLast().startsWith("RemovePermission")) {
                        lambda.put(ANY_RULE.replace("\"rule\"", "\"another\""));
                    }
                };

        assertThatThrownBy(() -> resources.set(TARGET, remedy.after()))
                .isInstanceOf(Transient.class);
        assertThat(lambda.statements).containsKeys("rule", "rule-scoped", "another");
    }

    @Test
    void a_role_that_may_not_add_is_told_which_action_and_nothing_is_taken_out() throws Exception {
        Remedy remedy = remedy();
        lambda.denied = "AddPermission";

        assertThatThrownBy(() -> resources.set(TARGET, remedy.after()))
                .isInstanceOfSatisfying(
                        Denied.class,
                        e -> assertThat(e.action()).isEqualTo("lambda:AddPermission"));
        assertThat(lambda.statements).containsOnlyKeys("rule");
    }

    @Test
    void a_function_that_is_gone_is_gone() throws Exception {
        Remedy remedy = remedy();
        lambda.there = false;

        assertThat(resources.read(TARGET, null)).isNull();
        assertThatThrownBy(() -> resources.set(TARGET, remedy.after())).isInstanceOf(Gone.class);
    }

    @Test
    void a_function_without_a_policy_lets_nobody_in() throws Exception {
        lambda.take("rule");

        assertThat(new LambdaPermissionOpen().judge(resources.read(TARGET, null), Instant.EPOCH))
                .isInstanceOf(Verdict.Compliant.class);
    }

    @Test
    void what_is_not_proven_to_be_narrower_is_refused_whoever_asks() throws Exception {
        String everyone = ANY_RULE.replace("{\"Service\":\"events.amazonaws.com\"}", "\"*\"");
        lambda.put(OUR_RULES.replace("rule-scoped", "ours"));
        Map<String, Map<String, String>> asked = new HashMap<>();
        asked.put("takes out without putting in", change("rule", null));
        asked.put("puts in without taking out", change("rule-scoped", OUR_RULES));
        asked.put("puts in what is as open", both(ANY_RULE.replace("\"rule\"", "\"rule-scoped\"")));
        asked.put("puts in everyone", both(everyone.replace("\"rule\"", "\"rule-scoped\"")));
        asked.put("lets another service in", both(OUR_RULES.replace("events.", "sns.")));
        asked.put("allows another action", both(OUR_RULES.replace("InvokeFunction", "*")));
        asked.put(
                "of another account",
                both(OUR_RULES.replace("111122223333\"}", "444455556666\"}")));
        asked.put("under another name", both(OUR_RULES.replace("rule-scoped", "other")));
        Map<String, String> takesOurs = both(OUR_RULES);
        takesOurs.put("statement:ours", null);
        asked.put("takes out a statement besides", takesOurs);
        Map<String, String> opens = change("ours", null);
        opens.put("statement:everyone", everyone.replace("\"rule\"", "\"everyone\""));
        asked.put("opens what was never closed", opens);

        asked.forEach((what, fields) -> {
            lambda.calls.clear();
            assertThatThrownBy(() -> resources.set(TARGET, fields))
                    .as(what)
                    .isInstanceOfSatisfying(
                            Denied.class, e -> assertThat(e.why()).as(what).isPresent());
            assertThat(lambda.calls).as(what).isSubsetOf("GetPolicy");
        });
        assertThat(lambda.statements).containsOnlyKeys("rule", "ours");
    }

    private static Map<String, String> change(String sid, String json) {
        Map<String, String> fields = new HashMap<>();
        fields.put("statement:" + sid, json);
        return fields;
    }

    private static Map<String, String> both(String comes) {
        Map<String, String> fields = change("rule", null);
        fields.put("statement:rule-scoped", comes);
        return fields;
    }
}
