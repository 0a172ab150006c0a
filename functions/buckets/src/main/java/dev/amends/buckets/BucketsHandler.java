package dev.amends.buckets;

import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.FunctionEntry;
import dev.amends.core.run.Handler;

/** Lambda's entry to the guardrails of buckets. */
public final class BucketsHandler extends FunctionEntry {
    public BucketsHandler() {
        super(BucketsHandler::build);
    }

    /** The function on those clients; also for those who stand in for Lambda. */
    public static Handler build(Clients clients) {
        return DaggerBucketsComponent.factory().create(clients).inbox();
    }
}
