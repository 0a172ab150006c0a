package dev.amends.stacks;

import dev.amends.core.lambda.FunctionEntry;

/** Lambda's entry to the review of stacks. */
public final class StacksHandler extends FunctionEntry {
    public StacksHandler() {
        super(clients -> DaggerStacksComponent.factory().create(clients).inbox());
    }
}
