package dev.amends.template.ignore;

import dev.amends.template.Position;
import dev.amends.template.Resource;
import dev.amends.template.Template;
import dev.amends.template.Value;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the wishes in a template: comments of YAML, {@code # amends:ignore <id>[,<id>] reason="…"
 * [until=YYYY-MM-DD]}, about the line they stand on, or the next one, and when that is a logical id
 * about the resource; and {@code Metadata: {Amends: {ignore: [{id, reason, until}]}}} of a resource
 * or of the template.
 */
final class IgnoreReader {
    private static final Pattern COMMENT = Pattern.compile("#\\s*amends:\\s*ignore\\b(.*)$");
    private static final Pattern IDS = Pattern.compile("^\\s+([a-z0-9-]+(?:\\s*,\\s*[a-z0-9-]+)*)");
    private static final Pattern REASON = Pattern.compile("\\breason=\"([^\"]*)\"");
    private static final Pattern UNTIL = Pattern.compile("\\buntil=(\\S+)");

    private final Template template;
    private final List<Ignore> found = new ArrayList<>();

    private IgnoreReader(Template template) {
        this.template = template;
    }

    static List<Ignore> read(Template template) {
        IgnoreReader reader = new IgnoreReader(template);
        if (template.format() == Template.Format.YAML) {
            reader.comments();
        }
        reader.metadata(template.metadata(), "");
        for (Resource resource : template.resources()) {
            if (resource.attributes().values().get("Metadata") instanceof Value.Fields fields) {
                reader.metadata(fields, resource.logicalId());
            }
        }
        return reader.found;
    }

    private void comments() {
        List<String> lines = template.source().lines().toList();
        Map<Integer, String> resources = new HashMap<>();
        template.resources().forEach(each -> resources.put(each.at().line(), each.logicalId()));
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENT.matcher(lines.get(i));
            if (!comment.find()) {
                continue;
            }
            Position at = new Position(i + 1, comment.start() + 1);
            int line = lines.get(i).strip().startsWith("#") ? next(lines, i) : i + 1;
            String said = comment.group(1);
            Matcher ids = IDS.matcher(said);
            String until = group(UNTIL, said);
            for (String id : ids.find() ? ids.group(1).split("\\s*,\\s*") : new String[] {""}) {
                String resource = resources.getOrDefault(line, "");
                found.add(
                        new Ignore(
                                id, group(REASON, said).strip(), day(until), line, resource, at));
            }
        }
    }

    /** The line that a comment on a line of its own is about. */
    private static int next(List<String> lines, int comment) {
        for (int i = comment + 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                return i + 1;
            }
        }
        return comment + 1;
    }

    private void metadata(Value.Fields metadata, String logicalId) {
        if (!(metadata.values().get("Amends") instanceof Value.Fields ours)
                || !(ours.values().get("ignore") instanceof Value.Items items)) {
            return;
        }
        for (Value item : items.values()) {
            if (item instanceof Value.Fields wish) {
                found.add(
                        new Ignore(
                                text(wish, "id"),
                                text(wish, "reason").strip(),
                                day(text(wish, "until")),
                                0,
                                logicalId,
                                wish.at()));
            }
        }
    }

    private static String text(Value.Fields fields, String name) {
        return fields.values().get(name) instanceof Value.Scalar scalar ? scalar.text() : "";
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** What is no day is long past: a mistake must not keep a finding quiet. */
    private static @Nullable LocalDate day(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return LocalDate.MIN;
        }
    }
}
