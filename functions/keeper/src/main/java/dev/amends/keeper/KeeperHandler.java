package dev.amends.keeper;

import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.FunctionEntry;
import java.net.URI;
import java.util.List;

/** Lambda's entry to the keeper; a schedule calls it every minute. */
public final class KeeperHandler extends FunctionEntry {
    public KeeperHandler() {
        super(
                clients -> DaggerKeeperComponent.factory().create(clients).keeper(),
                List.of(URI.create(Environment.need("SLACK_API"))));
    }
}
