package dev.amends.keeper;

import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.FunctionEntry;
import dev.amends.core.run.Handler;
import java.net.URI;
import java.util.List;

/** Lambda's entry to the keeper; a schedule calls it every minute. */
public final class KeeperHandler extends FunctionEntry {
    public KeeperHandler() {
        super(KeeperHandler::build, List.of(URI.create(Environment.need("SLACK_API"))));
    }

    /** The function on those clients; also for those who stand in for Lambda. */
    public static Handler build(Clients clients) {
        return DaggerKeeperComponent.factory().create(clients).keeper();
    }
}
