package dev.amends.keeper;

import dev.amends.core.lambda.FunctionEntry;

/** Lambda's entry to the keeper; a schedule calls it every minute. */
public final class KeeperHandler extends FunctionEntry {
    public KeeperHandler() {
        super(clients -> DaggerKeeperComponent.factory().create(clients).keeper());
    }
}
