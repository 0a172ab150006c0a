package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Template;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which conditions hold, as far as that can be known. */
final class Conditions {
    private final Raw.@Nullable Fields section;
    private final Function<Raw, @Nullable Value> values;
    private final List<Template.Problem> problems;
    private final Map<String, Truth> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /**
     * @param values resolves what is compared
     */
    Conditions(
            @Nullable Raw section,
            Function<Raw, @Nullable Value> values,
            List<Template.Problem> problems) {
        this.section = section instanceof Raw.Fields fields ? fields : null;
        this.values = values;
        this.problems = problems;
    }

    /**
     * Whether a condition holds.
     *
     * @param holds null when that cannot be known
     * @param assumed whether it rests on the default of a parameter
     */
    record Truth(@Nullable Boolean holds, boolean assumed) {
        static final Truth UNKNOWN = new Truth(null, false);
    }

    Truth of(String name, Position at) {
        Truth before = known.get(name);
        if (before != null) {
            return before;
        }
        Raw raw = section == null ? null : section.get(name);
        if (raw == null) {
            problems.add(new Template.Problem("There is no condition %s.".formatted(name), at));
            return Truth.UNKNOWN;
        }
        if (open.size() >= Growing.DEPTH) {
            // As deep as anything may be nested; deeper ones cannot be told.
            return Truth.UNKNOWN;
        }
        if (!open.add(name)) {
            problems.add(
                    new Template.Problem(
                            "The condition %s depends on itself.".formatted(name), raw.at()));
            return Truth.UNKNOWN;
        }
        Truth truth = evaluate(raw);
        open.remove(name);
        known.put(name, truth);
        return truth;
    }

    private Truth evaluate(Raw raw) {
        Call call = Call.of(raw);
        if (call == null) {
            return Truth.UNKNOWN;
        }
        List<Raw> arguments =
                call.argument() instanceof Raw.Items items
                        ? items.values()
                        : List.of(call.argument());
        return switch (call.name()) {
            case "Condition" ->
                    call.argument() instanceof Raw.Scalar name
                            ? of(name.text(), name.at())
                            : Truth.UNKNOWN;
            case "Equals" ->
                    arguments.size() == 2
                            ? equal(arguments.getFirst(), arguments.getLast())
                            : Truth.UNKNOWN;
            case "Not" ->
                    arguments.size() == 1 ? not(evaluate(arguments.getFirst())) : Truth.UNKNOWN;
            case "And" -> all(arguments, false);
            case "Or" -> all(arguments, true);
            default -> Truth.UNKNOWN;
        };
    }

    private Truth equal(Raw one, Raw other) {
        Value a = values.apply(one);
        Value b = values.apply(other);
        if (a == null || b == null || a instanceof Value.Unknown || b instanceof Value.Unknown) {
            return Truth.UNKNOWN;
        }
        boolean assumed = a.assumed() || b.assumed();
        if (Values.same(a, b)) {
            return new Truth(true, assumed);
        }
        return a instanceof Value.Scalar && b instanceof Value.Scalar
                ? new Truth(false, assumed)
                : Truth.UNKNOWN;
    }

    private static Truth not(Truth truth) {
        Boolean holds = truth.holds();
        return holds == null ? truth : new Truth(!holds, truth.assumed());
    }

    /** All of them, or one of them: what decides alone decides. */
    private Truth all(List<Raw> arguments, boolean decisive) {
        List<Truth> truths = new ArrayList<>();
        arguments.forEach(argument -> truths.add(evaluate(argument)));
        Truth deciding = null;
        for (Truth truth : truths) {
            if (Boolean.valueOf(decisive).equals(truth.holds())
                    && (deciding == null || deciding.assumed())) {
                deciding = truth;
            }
        }
        if (deciding != null) {
            return deciding;
        }
        boolean certain = truths.stream().allMatch(truth -> truth.holds() != null);
        return certain
                ? new Truth(!decisive, truths.stream().anyMatch(Truth::assumed))
                : Truth.UNKNOWN;
    }
}
