package dev.amends.loggroups;

import dev.amends.core.lambda.FunctionEntry;

/** Lambda's entry to the guardrails of log groups. */
public final class LogGroupsHandler extends FunctionEntry {
    public LogGroupsHandler() {
        super(clients -> DaggerLogGroupsComponent.factory().create(clients).inbox());
    }
}
