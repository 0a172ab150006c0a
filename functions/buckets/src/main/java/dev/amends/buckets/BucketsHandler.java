package dev.amends.buckets;

import dev.amends.core.lambda.FunctionEntry;

/** Lambda's entry to the guardrails of buckets. */
public final class BucketsHandler extends FunctionEntry {
    public BucketsHandler() {
        super(clients -> DaggerBucketsComponent.factory().create(clients).inbox());
    }
}
