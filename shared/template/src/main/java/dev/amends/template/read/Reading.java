package dev.amends.template.read;

import dev.amends.template.Given;
import dev.amends.template.Position;
import dev.amends.template.Resource;
import dev.amends.template.Template;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a template: text, tree, values. */
public final class Reading {
    private static final String SAM = "AWS::Serverless-2016-10-31";

    private final String source;
    private final Given given;
    private final List<Template.Problem> problems = new ArrayList<>();

    private Reading(String source, Given given) {
        this.source = source;
        this.given = given;
    }

    /** Reads it. */
    public static Template of(String text, Given given) throws UnreadableTemplate {
        // A byte order mark is no part of the text.
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return new Reading(plain, given).read();
        } catch (Resolver.TooLarge e) {
            throw new UnreadableTemplate(String.valueOf(e.getMessage()), Position.START);
        }
    }

    private Template read() throws UnreadableTemplate {
        boolean json = source.stripLeading().startsWith("{");
        Raw root = json ? JsonText.read(source, problems) : YamlText.read(source, problems);
        if (root == null) {
            throw new UnreadableTemplate("it is empty", Position.START);
        }
        if (!(root instanceof Raw.Fields top) || !root.tag().isEmpty()) {
            throw new UnreadableTemplate(
                    "it is no template: a map with Resources is one", root.at());
        }
        if (!(top.get("Resources") instanceof Raw.Fields resources)) {
            throw new UnreadableTemplate("it has no Resources", top.at());
        }
        boolean sam = transforms(top.get("Transform")).contains(SAM);
        Scope scope =
                new Scope(
                        new Parameters(top.get("Parameters"), given),
                        ids(resources),
                        top.get("Transform") != null || loops(resources),
                        top.get("Mappings") instanceof Raw.Fields mappings ? mappings : null,
                        problems);
        Resolver resolver = new Resolver(scope, top.get("Conditions"));
        Raw globals = top.get("Globals");
        Globals common = new Globals(globals == null ? null : resolver.value(globals));
        List<Resource> found = new ArrayList<>();
        for (Raw.Entry entry : ForEach.expanded(resources, resolver, problems)) {
            Resource resource = adds(entry) ? null : resource(entry, resolver, common);
            if (resource != null) {
                found.add(resource);
            }
        }
        return new Template(
                source,
                json ? Template.Format.JSON : Template.Format.YAML,
                sam,
                fields(top.get("Metadata"), resolver, top.at()),
                List.copyOf(found),
                List.copyOf(problems));
    }

    /** The logical ids as they are written; those that a loop makes are not known yet. */
    private static Set<String> ids(Raw.Fields resources) {
        Set<String> ids = new LinkedHashSet<>();
        resources.entries().forEach(entry -> ids.add(entry.name()));
        return ids;
    }

    private static boolean loops(Raw.Fields resources) {
        return resources.entries().stream().anyMatch(Reading::adds);
    }

    /** Whether it is no resource and makes some. */
    private static boolean adds(Raw.Entry entry) {
        return ForEach.is(entry) || entry.name().equals("Fn::Transform");
    }

    private static Set<String> transforms(@Nullable Raw raw) {
        Set<String> names = new LinkedHashSet<>();
        if (raw instanceof Raw.Scalar one) {
            names.add(one.text());
        } else if (raw instanceof Raw.Items items) {
            items.values()
                    .forEach(each -> {
                        if (each instanceof Raw.Scalar one) {
                            names.add(one.text());
                        }
                    });
        }
        return names;
    }

    private @Nullable Resource resource(Raw.Entry entry, Resolver resolver, Globals globals) {
        if (!(entry.value() instanceof Raw.Fields body)
                || !(body.get("Type") instanceof Raw.Scalar type)) {
            problems.add(
                    new Template.Problem(
                            "%s is no resource: it has no Type."
                                    .formatted(Growing.shortened(entry.name())),
                            entry.at()));
            return null;
        }
        Map<String, Value> attributes = new LinkedHashMap<>();
        Map<String, Position> names = new LinkedHashMap<>();
        for (Raw.Entry part : body.entries()) {
            if (!part.name().equals("Properties") && !part.name().equals("Type")) {
                Value value = resolver.value(part.value());
                if (value != null) {
                    attributes.put(part.name(), value);
                    names.put(part.name(), part.at());
                }
            }
        }
        return new Resource(
                entry.name(),
                type.text(),
                globals.into(type.text(), fields(body.get("Properties"), resolver, entry.at())),
                new Value.Fields(attributes, names, false, body.at()),
                presence(body.get("Condition"), resolver),
                entry.at());
    }

    private static Resource.Presence presence(@Nullable Raw condition, Resolver resolver) {
        if (!(condition instanceof Raw.Scalar name)) {
            return Resource.Presence.ALWAYS;
        }
        Conditions.Truth truth = resolver.conditions().of(name.text(), name.at());
        Boolean holds = truth.holds();
        if (holds == null) {
            return Resource.Presence.MAYBE;
        }
        if (holds) {
            return Resource.Presence.ALWAYS;
        }
        // What a default leaves out may be put in by whoever deploys.
        return truth.assumed() ? Resource.Presence.MAYBE : Resource.Presence.NEVER;
    }

    private static Value.Fields fields(@Nullable Raw raw, Resolver resolver, Position otherwise) {
        return switch (raw == null ? null : resolver.value(raw)) {
            case Value.Fields fields -> fields;
            case Value.Unknown unknown -> Values.unknown(unknown);
            case null, default -> Values.none(raw == null ? otherwise : raw.at());
        };
    }
}
