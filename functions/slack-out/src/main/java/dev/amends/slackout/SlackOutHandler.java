package dev.amends.slackout;

import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.FunctionEntry;
import java.net.URI;
import java.util.List;

/** Lambda's entry to what draws cards. */
public final class SlackOutHandler extends FunctionEntry {
    public SlackOutHandler() {
        super(
                clients -> DaggerSlackOutComponent.factory().create(clients).slackOut(),
                List.of(URI.create(Environment.need("SLACK_API"))));
    }
}
