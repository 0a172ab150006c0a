package dev.amends.template;

import java.util.List;
import java.util.Optional;

/**
 * A template.
 *
 * @param source its text
 * @param format how it is written
 * @param sam whether it is for SAM and not yet transformed
 * @param metadata the template's own {@code Metadata}
 * @param resources in the order of the source
 * @param problems what is wrong with it as a template, such as a duplicate key or a {@code Ref} to
 *     nothing; the rest was read all the same
 */
public record Template(
        String source,
        Format format,
        boolean sam,
        Value.Fields metadata,
        List<Resource> resources,
        List<Problem> problems) {

    /** How it is written. */
    public enum Format {
        JSON,
        YAML
    }

    /**
     * Something wrong with the template itself.
     *
     * @param sentence for people
     */
    public record Problem(String sentence, Position at) {}

    /** The resource of that logical id. */
    public Optional<Resource> resource(String logicalId) {
        return resources.stream().filter(r -> r.logicalId().equals(logicalId)).findFirst();
    }

    /** The resources of any of these types that may be there, in the order of the source. */
    public List<Resource> ofType(String... types) {
        List<String> wanted = List.of(types);
        return resources.stream()
                .filter(r -> r.presence() != Resource.Presence.NEVER)
                .filter(r -> wanted.contains(r.type()))
                .toList();
    }
}
