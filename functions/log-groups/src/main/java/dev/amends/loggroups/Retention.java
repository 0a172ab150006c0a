package dev.amends.loggroups;

import dev.amends.core.json.Node;
import java.util.List;
import java.util.Optional;

/** The retention periods that CloudWatch Logs accepts. */
final class Retention {
    /** In days; from the API reference of {@code PutRetentionPolicy}. */
    static final List<Integer> ALLOWED =
            List.of(
                    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192,
                    2557, 2922, 3288, 3653);

    private Retention() {}

    static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    /** What is wrong with a value given for it. */
    static Optional<String> problem(Node value) {
        Long days = value.number();
        return days != null && days <= Integer.MAX_VALUE && ALLOWED.contains(days.intValue())
                ? Optional.empty()
                : Optional.of("must be one of the days that CloudWatch Logs allows: " + ALLOWED);
    }
}
