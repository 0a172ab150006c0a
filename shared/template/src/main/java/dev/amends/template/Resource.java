package dev.amends.template;

import java.util.Optional;

/**
 * A resource of a template.
 *
 * @param logicalId its name in the template
 * @param type such as {@code AWS::S3::Bucket}
 * @param properties what is under {@code Properties}; SAM's {@code Globals} are merged in
 * @param attributes what stands beside them: {@code Metadata}, {@code DeletionPolicy}, {@code
 *     DependsOn}, {@code Condition}, …
 * @param presence whether it will be there
 * @param at where its logical id is written
 */
public record Resource(
        String logicalId,
        String type,
        Value.Fields properties,
        Value.Fields attributes,
        Presence presence,
        Position at) {

    /** Whether the condition of a resource, if it has one, holds. */
    public enum Presence {
        ALWAYS,
        MAYBE,
        NEVER
    }

    /**
     * The value of a property, by the names and list indices that lead to it. Empty when it is
     * surely not set; an {@link Value.Unknown} when that cannot be told.
     */
    public Optional<Value> get(String... path) {
        return Paths.find(properties, path);
    }

    /** The same one with other properties. */
    Resource with(Value.Fields others) {
        return new Resource(logicalId, type, others, attributes, presence, at);
    }
}
