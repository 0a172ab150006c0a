package dev.amends.local.slack;

import dev.amends.local.slack.Channels.Channel;
import dev.amends.local.slack.People.Group;
import dev.amends.local.slack.People.Person;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param port 0 for any free one
 * @param requestUrl where the app listens, empty when it does not yet
 * @param signingSecret the key of its signatures, empty when there is none yet
 */
record Options(
        int port,
        String token,
        @Nullable Path store,
        @Nullable Path docs,
        List<Channel> channels,
        List<Person> people,
        List<Group> groups,
        String requestUrl,
        String signingSecret,
        @Nullable Path manifest) {

    static final String USAGE =
            "usage: slack-standin --token TOKEN [--port 4580] [--store FILE] [--docs DIR]"
                    + " [--channel NAME=ID]... [--user ID=NAME=EMAIL]..."
                    + " [--group ID=HANDLE=USER,USER]... [--request-url URL]"
                    + " [--signing-secret SECRET] [--manifest FILE]";

    Options {
        channels = List.copyOf(channels);
        people = List.copyOf(people);
        groups = List.copyOf(groups);
    }

    static Options of(String... arguments) {
        int port = 4580;
        String token = "";
        Path store = null;
        Path docs = null;
        List<Channel> channels = new ArrayList<>();
        List<Person> people = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        String requestUrl = "";
        String signingSecret = "";
        Path manifest = null;
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
                case "--user" -> people.add(Person.of(value));
                case "--group" -> groups.add(Group.of(value));
                case "--request-url" -> requestUrl = value;
                case "--signing-secret" -> signingSecret = value;
                case "--manifest" -> manifest = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
        }
        if (token.isBlank()) {
            throw new IllegalArgumentException("--token is missing");
        }
        return new Options(
                port,
                token,
                store,
                docs,
                channels,
                people,
                groups,
                requestUrl,
                signingSecret,
                manifest);
    }

    private static int port(String value) {
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException("--port takes a number up to 65535, not " + value);
    }
}
