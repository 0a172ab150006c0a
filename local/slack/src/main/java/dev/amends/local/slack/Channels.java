package dev.amends.local.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The channels of the workspace. They are fixed at the start: the bot never creates one. */
final class Channels {

    /** The channel that is always there. */
    static final Channel DEFAULT = new Channel("C0AMENDS01", "amends-local");

    /** Where the bot turns to when nobody answered; there unless something else has its name. */
    static final Channel ESCALATION = new Channel("C0ESCALATE", "amends-escalation");

    /** A channel; the name is without its {@code #}. */
    record Channel(String id, String name) {

        /** Reads {@code NAME=ID}, as on the command line. */
        static Channel of(String nameAndId) {
            int equals = nameAndId.indexOf('=');
            String name = equals < 0 ? "" : bare(nameAndId.substring(0, equals));
            String id = nameAndId.substring(equals + 1);
            if (!name.matches("[\\p{Ll}\\p{Lo}\\d_-]{1,80}") || !id.matches("[CG][A-Z0-9]{2,20}")) {
                throw new IllegalArgumentException(
                        "a channel is NAME=ID, for example alerts=C0ALERTS01, not " + nameAndId);
            }
            return new Channel(id, name);
        }
    }

    private final List<Channel> all = new ArrayList<>();

    Channels(List<Channel> more) {
        for (Channel channel : more) {
            if (all.stream()
                    .anyMatch(
                            c -> c.id().equals(channel.id()) || c.name().equals(channel.name()))) {
                throw new IllegalArgumentException(
                        "two channels share a name or an id: " + channel);
            }
            all.add(channel);
        }
        if (find(DEFAULT.name()).isEmpty() && find(DEFAULT.id()).isEmpty()) {
            all.addFirst(DEFAULT);
        }
        if (find(ESCALATION.name()).isEmpty() && find(ESCALATION.id()).isEmpty()) {
            all.add(1, ESCALATION);
        }
    }

    List<Channel> all() {
        return List.copyOf(all);
    }

    /** As chat.postMessage looks for it: an id, a name or a name with its {@code #}. */
    Optional<Channel> find(String nameOrId) {
        return all.stream()
                .filter(c -> c.id().equals(nameOrId) || c.name().equals(bare(nameOrId)))
                .findFirst();
    }

    /** As chat.update looks for it: nothing but the id. */
    Optional<Channel> withId(String id) {
        return all.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    private static String bare(String name) {
        return name.startsWith("#") ? name.substring(1) : name;
    }
}
