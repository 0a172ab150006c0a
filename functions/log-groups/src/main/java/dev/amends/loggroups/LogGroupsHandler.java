package dev.amends.loggroups;

import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.FunctionEntry;
import dev.amends.core.run.Handler;

/** Lambda's entry to the guardrails of log groups. */
public final class LogGroupsHandler extends FunctionEntry {
    public LogGroupsHandler() {
        super(LogGroupsHandler::build);
    }

    /** The function on those clients; also for those who stand in for Lambda. */
    public static Handler build(Clients clients) {
        return DaggerLogGroupsComponent.factory().create(clients).inbox();
    }
}
