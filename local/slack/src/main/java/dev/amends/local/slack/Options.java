package dev.amends.local.slack;

import dev.amends.local.slack.Channels.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param port 0 for any free one
 */
record Options(
        int port, String token, @Nullable Path store, @Nullable Path docs, List<Channel> channels) {

    static final String USAGE =
            "usage: slack-standin --token TOKEN [--port 4580] [--store FILE] [--docs DIR]"
                    + " [--channel NAME=ID]...";

    Options {
        channels = List.copyOf(channels);
    }

    static Options of(String... arguments) {
        int port = 4580;
        String token = "";
        Path store = null;
        Path docs = null;
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = arguments[i + 1];
            switch (name) {
                case "--port" -> port = port(value);
                case "--token" -> token = value;
                case "--store" -> store = Path.of(value);
                case "--docs" -> docs = Path.of(value);
                case "--channel" -> channels.add(Channel.of(value));
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
        }
        if (token.isBlank()) {
            throw new IllegalArgumentException("--token is missing");
        }
        return new Options(port, token, store, docs, channels);
    }

    private static int port(String value) {
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException("--port takes a number up to 65535, not " + value);
    }
}
