package dev.amends.cli;

import dev.amends.core.run.Outcome;
import dev.amends.rehearse.Incident;
import dev.amends.rehearse.Played;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What other settings would have done differently with the same records. */
final class SettingsRehearsal {
    /** So many differences are named. */
    private static final int NAMED = 10;

    private static final List<Outcome.Kind> SHOWN =
            List.of(Outcome.Kind.FIXED, Outcome.Kind.ASKED, Outcome.Kind.FLAGGED);

    private SettingsRehearsal() {}

    /** For people, one line each. */
    static List<String> lines(Played before, Played after) {
        List<String> lines = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>(before.outcomes().keySet());
        ids.addAll(after.outcomes().keySet());
        for (String id : ids) {
            List<String> changes = new ArrayList<>();
            for (Outcome.Kind kind : SHOWN) {
                int was = before.count(id, kind);
                int is = after.count(id, kind);
                if (was != is) {
                    changes.add("%s %d instead of %d".formatted(word(kind), is, was));
                }
            }
            if (!changes.isEmpty()) {
                lines.add("%s: %s".formatted(id, String.join(", ", changes)));
            }
        }
        if (before.messagesInAll() != after.messagesInAll()) {
            lines.add(
                    "messages in %s: %d instead of %d"
                            .formatted(
                                    after.span(), after.messagesInAll(), before.messagesInAll()));
        }
        List<String> named = named(before, after);
        named.stream().limit(NAMED).forEach(lines::add);
        if (named.size() > NAMED) {
            lines.add("and %d more".formatted(named.size() - NAMED));
        }
        return lines;
    }

    private static List<String> named(Played before, Played after) {
        Map<String, String> was = new HashMap<>();
        before.incidents().forEach(each -> was.put(key(each), word(each.would())));
        List<String> named = new ArrayList<>();
        for (Incident each : after.incidents()) {
            String earlier = was.remove(key(each));
            if (!word(each.would()).equals(earlier)) {
                named.add(
                        "%s of %s: %s instead of %s"
                                .formatted(
                                        each.event(),
                                        each.name(),
                                        word(each.would()),
                                        earlier == null ? "left alone" : earlier));
            }
        }
        for (Incident each : before.incidents()) {
            if (was.containsKey(key(each))) {
                named.add(
                        "%s of %s: left alone instead of %s"
                                .formatted(each.event(), each.name(), word(each.would())));
            }
        }
        return named;
    }

    private static String key(Incident each) {
        return each.guardrail() + " " + each.resource() + " " + each.at();
    }

    private static String word(Outcome.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
