package dev.amends.template;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A template. */
public final class Template {
    private final String source;
    private final Format format;
    private final boolean sam;
    private final Value.Fields metadata;
    private final List<Resource> resources;
    private final List<Problem> problems;
    private final Map<String, Resource> byId;

    /**
     * A template.
     *
     * @param source its text
     * @param format how it is written
     * @param sam whether it is for SAM and not yet transformed
     * @param metadata the template's own {@code Metadata}
     * @param resources in the order of the source
     * @param problems what is wrong with it as a template, such as a duplicate key or a {@code Ref}
     *     to nothing; the rest was read all the same
     */
    public Template(
            String source,
            Format format,
            boolean sam,
            Value.Fields metadata,
            List<Resource> resources,
            List<Problem> problems) {
        this.source = source;
        this.format = format;
        this.sam = sam;
        this.metadata = metadata;
        this.resources = List.copyOf(resources);
        this.problems = List.copyOf(problems);
        this.byId = HashMap.newHashMap(resources.size());
        resources.forEach(each -> byId.putIfAbsent(each.logicalId(), each));
    }

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

    /** Its text. */
    public String source() {
        return source;
    }

    /** How it is written. */
    public Format format() {
        return format;
    }

    /** Whether it is for SAM and not yet transformed. */
    public boolean sam() {
        return sam;
    }

    /** The template's own {@code Metadata}. */
    public Value.Fields metadata() {
        return metadata;
    }

    /** In the order of the source. */
    public List<Resource> resources() {
        return resources;
    }

    /** What is wrong with it as a template; the rest was read all the same. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * What would be known of it if no parameter had a default. Empty when nothing rests on one. Its
     * text, format and problems are the same.
     */
    Optional<Template> withoutDefaults() {
        if (resources.stream().noneMatch(each -> rests(each.properties()))) {
            return Optional.empty();
        }
        List<Resource> less =
                resources.stream()
                        .map(each -> each.with(withoutDefaults(each.properties())))
                        .toList();
        return Optional.of(new Template(source, format, sam, metadata, less, problems));
    }

    private static boolean rests(Value value) {
        return value.assumed()
                || switch (value) {
                    case Value.Items items -> items.values().stream().anyMatch(Template::rests);
                    case Value.Fields fields ->
                            fields.values().values().stream().anyMatch(Template::rests);
                    default -> false;
                };
    }

    private static Value withoutDefaults(Value value) {
        if (value.assumed()) {
            return new Value.Unknown("it rests on the default of a parameter", value.at());
        }
        return switch (value) {
            case Value.Fields fields -> withoutDefaults(fields);
            case Value.Items items ->
                    new Value.Items(
                            items.values().stream().map(Template::withoutDefaults).toList(),
                            false,
                            items.at());
            default -> value;
        };
    }

    private static Value.Fields withoutDefaults(Value.Fields fields) {
        Map<String, Value> less = new LinkedHashMap<>();
        fields.values().forEach((name, each) -> less.put(name, withoutDefaults(each)));
        return new Value.Fields(less, fields.names(), false, fields.at(), fields.rest());
    }

    /** The resource of that logical id. */
    public Optional<Resource> resource(String logicalId) {
        return Optional.ofNullable(byId.get(logicalId));
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
