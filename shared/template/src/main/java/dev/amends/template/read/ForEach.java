package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Template;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Fn::ForEach}, written out where its list is known.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html">docs.aws.amazon.com,
 *     Fn::ForEach</a>
 */
final class ForEach {
    private static final String NAME = "Fn::ForEach::";

    private ForEach() {}

    /**
     * The entries of a map, with those that a loop makes in place of the loop. A loop that cannot
     * be followed stays.
     */
    static List<Raw.Entry> expanded(
            Raw.Fields fields, Resolver resolver, List<Template.Problem> problems) {
        List<Raw.Entry> entries = new ArrayList<>();
        for (Raw.Entry entry : fields.entries()) {
            if (!is(entry)) {
                entries.add(entry);
                continue;
            }
            if (entry.value() instanceof Raw.Items loop
                    && loop.values().size() == 3
                    && loop.values().get(0) instanceof Raw.Scalar identifier
                    && resolver.some(loop.values().get(1)) instanceof Value.Items items
                    && loop.values().get(2) instanceof Raw.Fields body) {
                for (Value item : items.values()) {
                    if (item instanceof Value.Scalar scalar) {
                        Raw.Fields made =
                                (Raw.Fields)
                                        replaced(body, identifier.text(), scalar.text(), resolver);
                        entries.addAll(expanded(made, resolver, problems));
                    }
                }
            } else {
                problems.add(
                        new Template.Problem(
                                "What this loop makes is known at deployment only; it is not looked at.",
                                entry.at()));
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Whether an entry is a loop. */
    static boolean is(Raw.Entry entry) {
        return entry.name().startsWith(NAME);
    }

    private static Raw replaced(Raw raw, String identifier, String by, Resolver resolver) {
        resolver.spend();
        return switch (raw) {
            case Raw.Scalar scalar -> {
                String made = named(scalar, identifier) ? by : text(scalar.text(), identifier, by);
                resolver.spendText(made.length());
                yield new Raw.Scalar(
                        made,
                        scalar.plain(),
                        named(scalar, identifier) ? "" : scalar.tag(),
                        scalar.at());
            }
            case Raw.Items items ->
                    new Raw.Items(
                            items.values().stream()
                                    .map(each -> replaced(each, identifier, by, resolver))
                                    .toList(),
                            items.tag(),
                            items.at());
            case Raw.Fields fields -> fields(fields, identifier, by, resolver);
        };
    }

    private static Raw fields(Raw.Fields fields, String identifier, String by, Resolver resolver) {
        Call call = Call.of(fields);
        if (call != null
                && call.name().equals("Ref")
                && call.argument() instanceof Raw.Scalar scalar
                && scalar.text().equals(identifier)) {
            return new Raw.Scalar(by, false, "", fields.at());
        }
        List<Raw.Entry> entries = new ArrayList<>();
        for (Raw.Entry entry : fields.entries()) {
            Position at = entry.at();
            entries.add(
                    new Raw.Entry(
                            text(entry.name(), identifier, by),
                            at,
                            replaced(entry.value(), identifier, by, resolver)));
        }
        return new Raw.Fields(List.copyOf(entries), fields.tag(), fields.at());
    }

    private static boolean named(Raw.Scalar scalar, String identifier) {
        return scalar.tag().equals("Ref") && scalar.text().equals(identifier);
    }

    private static String text(String text, String identifier, String by) {
        // &{Name} drops what is no letter or digit, for logical ids.
        return text.replace("${" + identifier + "}", by)
                .replace("&{" + identifier + "}", by.replaceAll("[^A-Za-z0-9]", ""));
    }
}
