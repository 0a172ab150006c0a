package dev.amends.lambdapermissions;

import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.FunctionEntry;
import dev.amends.core.run.Handler;

/** Lambda's entry to the guardrails of functions' policies. */
public final class LambdaPermissionsHandler extends FunctionEntry {
    public LambdaPermissionsHandler() {
        super(LambdaPermissionsHandler::build);
    }

    /** The function on those clients; also for those who stand in for Lambda. */
    public static Handler build(Clients clients) {
        return DaggerLambdaPermissionsComponent.factory().create(clients).inbox();
    }
}
