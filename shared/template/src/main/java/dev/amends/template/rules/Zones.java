package dev.amends.template.rules;

import dev.amends.template.Value;
import java.util.regex.Pattern;

/**
 * What Availability Zones are called.
 *
 * @see <a href="https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html">AWS
 *     Regions and Availability Zones, Availability Zone IDs</a>
 */
final class Zones {
    static final Pattern NAME =
            Pattern.compile("((?:us|eu|ap|sa|ca|me|af|il|mx)(?:-gov)?-[a-z]+-\\d)[a-z]");

    private Zones() {}

    /**
     * Something that is the same for the same zone, and differs for others that are known; empty
     * when nothing can be said. What a parameter will be is not known, but it is one thing.
     */
    static String key(Value value) {
        return switch (value) {
            case Value.Scalar scalar -> scalar.text();
            case Value.Text text -> "text " + text.pieces();
            case Value.Unknown unknown ->
                    unknown.why().startsWith("the parameter ")
                                    || unknown.why().startsWith("it is Availability Zone ")
                            ? unknown.why()
                            : "";
            default -> "";
        };
    }

    /** What a person calls it, behind a comma; empty when it has no name. */
    static String shown(Value value) {
        return switch (value) {
            case Value.Scalar scalar -> ", " + scalar.text() + Known.byDefault(scalar);
            case Value.Text text -> ", " + Walk.text(text);
            default -> "";
        };
    }
}
