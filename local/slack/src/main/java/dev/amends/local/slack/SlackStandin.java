package dev.amends.local.slack;

import java.io.IOException;
import java.time.InstantSource;

/** Starts the stand-in: {@code java -jar slack-standin.jar --port 4580 --token xoxb-…}. */
public final class SlackStandin {

    private SlackStandin() {}

    /** Runs until it is told to stop (SIGTERM, Ctrl-C). */
    public static void main(String[] arguments) {
        try {
            Options options = Options.of(arguments);
            Server server = Server.start(options, InstantSource.system());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            System.out.println("Slack stand-in on " + server.address());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
        } catch (IOException e) {
            System.err.println("cannot start: " + e);
            System.exit(1);
        }
    }
}
