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

/** Lambda's calls about policies and function URLs. */
final class Events {
    static final String ADD = "AddPermission";
    static final String REMOVE = "RemovePermission";
    static final String PUT = "PutResourcePolicy";
    static final String DELETE = "DeleteResourcePolicy";

    static final List<String> POLICY = List.of(ADD, REMOVE, PUT, DELETE);

    static final String CREATE_URL = "CreateFunctionUrlConfig";
    static final String UPDATE_URL = "UpdateFunctionUrlConfig";
    static final String DELETE_URL = "DeleteFunctionUrlConfig";
    private static final List<String> URL = List.of(CREATE_URL, UPDATE_URL, DELETE_URL);

    static final List<String> POLICY_AND_URL =
            Stream.concat(POLICY.stream(), URL.stream()).toList();

    static final String CREATE_FUNCTION = "CreateFunction";
    static final String DELETE_FUNCTION = "DeleteFunction";

    /**
     * Under which other names a trail may keep these calls: with the version of the API that each
     * of them belongs to. Who looks records up has to give the whole name.
     */
    static final List<String> DATED =
            List.of(
                    ADD + "20150331",
                    ADD + "20150331v2",
                    REMOVE + "20150331",
                    REMOVE + "20150331v2",
                    PUT + "20260709",
                    PUT + "20250307",
                    DELETE + "20260709",
                    DELETE + "20250307",
                    CREATE_URL + "20211031",
                    UPDATE_URL + "20211031",
                    DELETE_URL + "20211031",
                    CREATE_FUNCTION + "20150331",
                    CREATE_FUNCTION + "20150331v2",
                    DELETE_FUNCTION + "20150331",
                    DELETE_FUNCTION + "20150331v2");

    private Events() {}

    /**
     * What a change wrote, analysed by itself; empty when it wrote nothing or does not say what.
     */
    static Optional<Analysis> written(Change change, Target target) {
        Setting setting =
                Setting.function(
                        target.name(), target.account(), FunctionName.partition(target.region()));
        if (change.eventName().equals(ADD)) {
            Node statement = Statements.parse(change.response().at("statement"));
            return statement.isObject()
                    ? Optional.of(PolicyAnalyser.analyse(Statements.policyOf(statement), setting))
                    : Optional.empty();
        }
        if (change.eventName().equals(PUT)) {
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
            return change.eventName().equals(ADD) || change.eventName().equals(PUT);
        }
        String sid = change.request().text("statementId");
        if (change.eventName().equals(ADD)) {
            return sid != null && !state.statements().has(sid);
        }
        if (change.eventName().equals(REMOVE)) {
            return sid != null && state.statements().has(sid);
        }
        boolean empty = state.statements().all().isEmpty();
        return change.eventName().equals(PUT) ? empty : !empty;
    }
}
