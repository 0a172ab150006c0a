package dev.amends.template.read;

import org.jspecify.annotations.Nullable;

/**
 * An intrinsic function as it is written, short or long.
 *
 * @param name without {@code Fn::}
 */
record Call(String name, Raw argument) {

    /** The function that a value is, or null when it is none. */
    static @Nullable Call of(Raw raw) {
        if (!raw.tag().isEmpty()) {
            return new Call(raw.tag(), untagged(raw));
        }
        if (!(raw instanceof Raw.Fields fields) || fields.entries().size() != 1) {
            return null;
        }
        Raw.Entry only = fields.entries().getFirst();
        if (only.name().equals("Ref") || only.name().equals("Condition")) {
            return new Call(only.name(), only.value());
        }
        return only.name().startsWith("Fn::") && !only.name().startsWith("Fn::ForEach")
                ? new Call(only.name().substring(4), only.value())
                : null;
    }

    private static Raw untagged(Raw raw) {
        return switch (raw) {
            // Behind a tag everything is text: `!Ref yes` names a parameter.
            case Raw.Scalar scalar -> new Raw.Scalar(scalar.text(), false, "", scalar.at());
            case Raw.Items items -> new Raw.Items(items.values(), "", items.at());
            case Raw.Fields fields -> new Raw.Fields(fields.entries(), "", fields.at());
        };
    }
}
