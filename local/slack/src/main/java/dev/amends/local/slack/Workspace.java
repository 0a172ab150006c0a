package dev.amends.local.slack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Everything the workspace holds. */
record Workspace(
        Channels channels,
        People people,
        AppConfig app,
        Messages messages,
        Ephemerals ephemerals,
        Views views,
        Triggers triggers,
        Hooks hooks,
        Pace pace) {

    static Workspace of(Options options, InstantSource clock) throws IOException {
        Messages messages = new Messages(clock, options.store());
        Ephemerals ephemerals = new Ephemerals(messages);
        return new Workspace(
                new Channels(options.channels()),
                new People(options.people(), options.groups()),
                new AppConfig(
                        options.requestUrl(), options.signingSecret(), read(options.manifest())),
                messages,
                ephemerals,
                new Views(messages::touch),
                new Triggers(clock),
                new Hooks(clock, messages, ephemerals),
                new Pace(clock));
    }

    private static @Nullable String read(@Nullable Path file) throws IOException {
        return file == null ? null : Files.readString(file);
    }

    /** Forgets whatever was said and done; who is here and what the app is stays. */
    void clear() {
        messages.clear();
        ephemerals.clear();
        views.clear();
        triggers.clear();
        hooks.clear();
        pace.forget();
    }
}
