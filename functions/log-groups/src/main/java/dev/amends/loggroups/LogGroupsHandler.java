package dev.amends.loggroups;

import dev.amends.core.lambda.FunctionEntry;
import java.util.List;
import java.util.Map;

/** Lambda's entry to the guardrails of log groups. */
public final class LogGroupsHandler extends FunctionEntry {
    public LogGroupsHandler() {
        super(
                clients -> DaggerLogGroupsComponent.factory().create(clients).inbox(),
                new Priming(List.of(), Map.of()));
    }
}
