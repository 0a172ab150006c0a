package dev.amends.lambdapermissions;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import dev.amends.policy.Analysis;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's calls about policies and function URLs, as CloudTrail names them: some with the version
 * of the API behind the name (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html">Lambda
 * developer guide, logging with CloudTrail</a>).
 */
final class Events {
    private static final String ADD = "AddPermission";
    private static final String REMOVE = "RemovePermission";
    private static final String PUT = "PutResourcePolicy";
    private static final String DELETE = "DeleteResourcePolicy";

    /** How CloudTrail names the calls of July 2026 is not written anywhere: both ways. */
    static final List<String> POLICY =
            List.of(
                    ADD + "20150331",
                    ADD + "20150331v2",
                    REMOVE + "20150331",
                    REMOVE + "20150331v2",
                    PUT,
                    PUT + "20260709",
                    DELETE,
                    DELETE + "20260709");

    static final String CREATE_URL = "CreateFunctionUrlConfig";
    static final String UPDATE_URL = "UpdateFunctionUrlConfig";
    static final String DELETE_URL = "DeleteFunctionUrlConfig";
    private static final List<String> URL = List.of(CREATE_URL, UPDATE_URL, DELETE_URL);

    static final List<String> POLICY_AND_URL =
            Stream.concat(POLICY.stream(), URL.stream()).toList();

    private Events() {}

    /**
     * What a change wrote, analysed by itself; empty when it wrote nothing or does not say what.
     */
    static Optional<Analysis> written(Change change, Target target) {
        Setting setting =
                Setting.function(
                        target.name(), target.account(), FunctionName.partition(target.region()));
        if (change.eventName().startsWith(ADD)) {
            Node statement = Statements.parse(change.response().at("statement"));
            return statement.isObject()
                    ? Optional.of(PolicyAnalyser.analyse(Statements.policyOf(statement), setting))
                    : Optional.empty();
        }
        if (change.eventName().startsWith(PUT)) {
            Node policy = Statements.parse(change.request().at("policy"));
            return policy.isObject()
                    ? Optional.of(PolicyAnalyser.analyse(policy.toString(), setting))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether a policy cannot be what a change of it left behind. */
    static boolean contradicts(Change change, @Nullable FunctionState state) {
        if (state == null) {
            return change.eventName().startsWith(ADD) || change.eventName().startsWith(PUT);
        }
        String sid = change.request().text("statementId");
        if (change.eventName().startsWith(ADD)) {
            return sid != null && !state.statements().has(sid);
        }
        if (change.eventName().startsWith(REMOVE)) {
            return sid != null && state.statements().has(sid);
        }
        boolean empty = state.statements().all().isEmpty();
        return change.eventName().startsWith(PUT) ? empty : !empty;
    }
}
