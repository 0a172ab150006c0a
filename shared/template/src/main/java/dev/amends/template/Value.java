package dev.amends.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a template after everything that can be resolved was resolved. What is not known is
 * {@link Unknown}, and no rule may take it for a violation.
 */
public sealed interface Value {

    /** Where it is written; for a resolved intrinsic function, where that stands. */
    Position at();

    /**
     * Whether it rests on the default of a parameter, which whoever deploys may change. Such a
     * value may be judged, and the sentence should say that it is the default.
     */
    boolean assumed();

    /** What a scalar was written as; CloudFormation itself takes most of them as text. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /**
     * A single value that is wholly known.
     *
     * @param text as CloudFormation takes it: an account id keeps its leading zeros, a boolean is
     *     {@code true} or {@code false} however it was written
     */
    record Scalar(String text, Kind kind, boolean assumed, Position at) implements Value {}

    /**
     * A text of which some pieces are not known, from {@code Fn::Sub} or {@code Fn::Join}.
     *
     * @param pieces in order, at least one of them a hole
     */
    record Text(List<Piece> pieces, boolean assumed, Position at) implements Value {}

    /**
     * A piece of a text.
     *
     * @param text what is there when it is known; otherwise what it stands for, as in {@code Sub}:
     *     {@code AWS::AccountId}, {@code Bucket}, {@code Bucket.Arn}
     */
    record Piece(String text, boolean known) {}

    /** A list. */
    record Items(List<Value> values, boolean assumed, Position at) implements Value {}

    /**
     * A map.
     *
     * @param values in the order of the source
     * @param names where each key is written
     * @param rest why there may be more in it, as where a macro adds to it; null when it is whole
     */
    record Fields(
            Map<String, Value> values,
            Map<String, Position> names,
            boolean assumed,
            Position at,
            @Nullable Unknown rest)
            implements Value {

        /** One that is whole. */
        public Fields(
                Map<String, Value> values,
                Map<String, Position> names,
                boolean assumed,
                Position at) {
            this(values, names, assumed, at, null);
        }

        /** A value; unknown when it may be in what is not known, and null when it is not there. */
        public @Nullable Value get(String name) {
            Value value = values.get(name);
            return value == null ? rest : value;
        }
    }

    /**
     * {@code Ref} or {@code Fn::GetAtt} of a resource of the same template: which one is known, the
     * value is not.
     *
     * @param attribute null for {@code Ref}
     */
    record Reference(String logicalId, @Nullable String attribute, boolean assumed, Position at)
            implements Value {}

    /**
     * What cannot be known from the template.
     *
     * @param why for people, half a sentence: "the parameter Env has no default"
     */
    record Unknown(String why, Position at) implements Value {
        @Override
        public boolean assumed() {
            return false;
        }
    }
}
