package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Template;
import dev.amends.template.UnreadableTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tree that grows from what a parser reports, one event after the other and without recursion, so
 * that no nesting can overflow the stack.
 */
final class Growing {
    /** CloudFormation takes no template that is nested so deep. */
    static final int DEPTH = 200;

    private final List<Open> open = new ArrayList<>();
    private final List<Template.Problem> problems;
    private @Nullable Raw root;

    /** How many entries were looked at to be merged: a small text can merge a large map often. */
    private int merged;

    Growing(List<Template.Problem> problems) {
        this.problems = problems;
    }

    /** A list or a map that is not closed yet. */
    private static final class Open {
        final boolean map;
        final String tag;
        final Position at;
        final List<Raw> values = new ArrayList<>();
        final Map<String, Raw.Entry> entries = new LinkedHashMap<>();
        final Set<String> names = new HashSet<>();
        Raw.@Nullable Scalar key;

        /** A key that is no single value: what follows is left out. */
        boolean oddKey;

        Open(boolean map, String tag, Position at) {
            this.map = map;
            this.tag = tag;
            this.at = at;
        }
    }

    void open(boolean map, String tag, Position at) throws UnreadableTemplate {
        if (open.size() >= DEPTH) {
            throw new UnreadableTemplate("it is nested deeper than " + DEPTH + " levels", at);
        }
        open.add(new Open(map, tag, at));
    }

    /** Closes what was opened last, and answers it. */
    Raw close() {
        Open last = open.removeLast();
        Raw closed =
                last.map
                        ? new Raw.Fields(List.copyOf(last.entries.values()), last.tag, last.at)
                        : new Raw.Items(List.copyOf(last.values), last.tag, last.at);
        add(closed);
        return closed;
    }

    /** A value, or in a map a key and then its value. */
    void add(Raw value) {
        if (open.isEmpty()) {
            root = value;
            return;
        }
        Open last = open.getLast();
        if (!last.map) {
            last.values.add(value);
        } else if (last.oddKey) {
            last.oddKey = false;
        } else if (last.key == null) {
            key(last, value);
        } else {
            entry(last, last.key, value);
            last.key = null;
        }
    }

    private void key(Open map, Raw value) {
        if (value instanceof Raw.Scalar scalar) {
            map.key = scalar;
        } else {
            map.oddKey = true;
            problems.add(new Template.Problem("A key must be a text.", value.at()));
        }
    }

    private void entry(Open map, Raw.Scalar key, Raw value) {
        if (key.plain() && key.text().equals("<<")) {
            merge(map, value);
            return;
        }
        if (!map.names.add(key.text())) {
            problems.add(
                    new Template.Problem(
                            "\"%s\" stands here twice; the last one counts."
                                    .formatted(shortened(key.text())),
                            key.at()));
        }
        // What was merged, or stood here, before: of two, CloudFormation takes the last.
        map.entries.remove(key.text());
        map.entries.put(key.text(), new Raw.Entry(key.text(), key.at(), value));
    }

    /** YAML's merge key: what is written here goes before what is merged. */
    private void merge(Open map, Raw value) {
        List<Raw> sources = value instanceof Raw.Items items ? items.values() : List.of(value);
        for (Raw source : sources) {
            if (!(source instanceof Raw.Fields fields)) {
                problems.add(new Template.Problem("Only a map can be merged.", source.at()));
                continue;
            }
            for (Raw.Entry entry : fields.entries()) {
                if (++merged > Resolver.MOST) {
                    throw Resolver.TooLarge.values();
                }
                map.entries.putIfAbsent(entry.name(), entry);
            }
        }
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** The whole, or null when there was nothing. */
    @Nullable Raw root() {
        return root;
    }
}
