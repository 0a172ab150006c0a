package dev.amends.slackout;

import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.FunctionEntry;
import dev.amends.core.run.Handler;
import java.net.URI;
import java.util.List;

/** Lambda's entry to what draws cards. */
public final class SlackOutHandler extends FunctionEntry {
    public SlackOutHandler() {
        super(SlackOutHandler::build, List.of(URI.create(Environment.need("SLACK_API"))));
    }

    /** The function on those clients; also for those who stand in for Lambda. */
    public static Handler build(Clients clients) {
        return DaggerSlackOutComponent.factory().create(clients).slackOut();
    }
}
