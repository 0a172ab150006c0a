package dev.amends.stacks;

import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.FunctionEntry;
import dev.amends.core.run.Handler;

/** Lambda's entry to the review of stacks. */
public final class StacksHandler extends FunctionEntry {
    public StacksHandler() {
        super(StacksHandler::build);
    }

    /** The function on those clients; also for those who stand in for Lambda. */
    public static Handler build(Clients clients) {
        return DaggerStacksComponent.factory().create(clients).inbox();
    }
}
