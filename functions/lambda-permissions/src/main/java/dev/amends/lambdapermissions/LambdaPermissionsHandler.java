package dev.amends.lambdapermissions;

import dev.amends.core.lambda.FunctionEntry;

/** Lambda's entry to the guardrails of functions' policies. */
public final class LambdaPermissionsHandler extends FunctionEntry {
    public LambdaPermissionsHandler() {
        super(clients -> DaggerLambdaPermissionsComponent.factory().create(clients).inbox());
    }
}
