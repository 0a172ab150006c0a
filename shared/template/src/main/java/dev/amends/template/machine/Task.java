package dev.amends.template.machine;

import dev.amends.template.Value;
import java.util.List;
import java.util.function.Predicate;

/** What a {@code Task} asks to be done, as far as its {@code Resource} says. */
final class Task {
    /**
     * What Lambda fails with in passing, by the best practices of Step Functions.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html">
     *     Handle transient Lambda service exceptions</a>
     */
    static final List<String> LAMBDA_IN_PASSING =
            List.of(
                    "Lambda.ServiceException",
                    "Lambda.AWSLambdaException",
                    "Lambda.SdkClientException",
                    "Lambda.TooManyRequestsException");

    private Task() {}

    /**
     * Whether it invokes a Lambda function.
     *
     * @param function whether a logical id is that of a function
     */
    static boolean lambda(State state, Predicate<String> function) {
        return switch (state.field("Resource")) {
            case Value.Reference reference -> function.test(reference.logicalId());
            case Value.Scalar scalar -> scalar.text().contains(":lambda:");
            case Value.Text text ->
                    text.pieces().stream()
                            .anyMatch(piece ->
                                    piece.known()
                                            ? piece.text().contains(":lambda:")
                                            : function.test(piece.text().split("\\.", 2)[0]));
            case null, default -> false;
        };
    }

    /** Whether somebody outside has to answer: with a token, or as the worker of an activity. */
    static boolean answeredFromOutside(State state) {
        String resource =
                switch (state.field("Resource")) {
                    case Value.Scalar scalar -> scalar.text();
                    case Value.Text text -> {
                        Value.Piece last = text.pieces().getLast();
                        yield last.known() ? last.text() : "";
                    }
                    case null, default -> "";
                };
        return resource.endsWith(".waitForTaskToken") || resource.contains(":activity:");
    }
}
