package dev.amends.slackin;

import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.HttpEntry;
import dev.amends.core.lambda.HttpHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Lambda's entry to what Slack calls. */
public final class SlackInHandler extends HttpEntry {
    /** Slack gives up after three seconds: a call that takes longer than these is of no use. */
    private static final Duration CONNECT = Duration.ofMillis(500);

    private static final Duration ATTEMPT = Duration.ofMillis(900);
    private static final Duration CALL = Duration.ofMillis(1_300);

    public SlackInHandler() {
        super(
                Clients.live(CONNECT, ATTEMPT, CALL),
                SlackInHandler::build,
                Sample::signed,
                List.of(URI.create(Environment.need("SLACK_API"))));
    }

    /** The function on those clients; also for those who stand in for Lambda. */
    public static HttpHandler build(Clients clients) {
        return DaggerSlackInComponent.factory().create(clients).slackIn();
    }
}
