package dev.amends.template.rules;

import dev.amends.core.json.Node;
import dev.amends.policy.Grant;
import dev.amends.template.Position;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Template;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy of a template as the JSON that would be attached, in an account that is made up: what
 * stands for "this account" has to be one and the same everywhere. A part that is not known is
 * written so that the analyser cannot tell what it means either: it does not take the rest along. A
 * statement is left out where nothing is known of what it lets be done.
 */
final class PolicyJson {
    static final String ACCOUNT = "111122223333";

    /** Neither an account, an ARN, an address nor an action. */
    private static final String SOMETHING = "unknown";

    /** What only a request decides: a Deny of it, or of a part of it, may apply or not. */
    private static final String ANYTHING = "${unknown}";

    private static final Pattern PARTITION = Pattern.compile("\\barn:(aws-[a-z-]+):");

    private final Template template;
    private final String standIn;
    private boolean unknown;

    private PolicyJson(Template template, String standIn) {
        this.template = template;
        this.standIn = standIn;
    }

    /**
     * A text in which the account that the stack is in, where that is known, is the made-up one,
     * and all ARNs are in the partition that one of them names: a policy can name no other.
     */
    static String own(String text, Review review) {
        String account = review.stack().account();
        String own = account == null ? text : text.replace(account, ACCOUNT);
        return own.replace("arn:aws:", "arn:" + partition(own) + ":");
    }

    private static String partition(String text) {
        Matcher named = PARTITION.matcher(text);
        return named.find() ? named.group(1) : "aws";
    }

    /**
     * A policy.
     *
     * @param statements where each statement of the JSON is in the template, by their order; empty
     *     where the template has it as one text
     * @param document where all of it is
     */
    record Written(String json, List<Value> statements, Value document) {
        /** The partition that it is for. */
        String partition() {
            return PolicyJson.partition(json);
        }

        /** Where what is said of a statement is written. */
        Position at(Grant grant) {
            return grant.index() >= 0 && grant.index() < statements.size()
                    ? Grants.at(grant, statements.get(grant.index()))
                    : document.at();
        }
    }

    /** The policy; empty when it cannot be told what it would say. */
    static Optional<Written> of(Value document, Review review) {
        Template template = review.template();
        if (document instanceof Value.Scalar || document instanceof Value.Text) {
            Object text = new PolicyJson(template, SOMETHING).write(document);
            return Optional.of(new Written(own(text.toString(), review), List.of(), document));
        }
        if (!(document instanceof Value.Fields fields)) {
            return Optional.empty();
        }
        Value given = fields.get("Statement");
        List<Value> statements =
                given instanceof Value.Items items
                        ? items.values()
                        : given instanceof Value.Fields one ? List.of(one) : List.of();
        List<Object> known = new ArrayList<>();
        List<Value> places = new ArrayList<>();
        for (Value statement : statements) {
            Map<String, Object> written =
                    statement instanceof Value.Fields each ? statement(each, template) : null;
            if (written != null) {
                known.add(written);
                places.add(statement);
            }
        }
        return Optional.of(
                new Written(
                        own(
                                Node.write(Map.of("Version", "2012-10-17", "Statement", known)),
                                review),
                        places,
                        document));
    }

    /** One value as it would be; null when a part of it is not known. */
    static @Nullable Object known(@Nullable Value value, Template template) {
        if (value == null) {
            return null;
        }
        PolicyJson writer = new PolicyJson(template, SOMETHING);
        Object written = writer.write(value);
        return writer.unknown ? null : written;
    }

    /** One statement; null when it is not known what it lets be done. */
    private static @Nullable Map<String, Object> statement(Value.Fields fields, Template template) {
        Map<String, Object> written = new LinkedHashMap<>();
        boolean allow = "Allow".equals(known(fields.values().get("Effect"), template));
        for (Map.Entry<String, Value> each : fields.values().entrySet()) {
            String name = each.getKey();
            Value value = each.getValue();
            switch (name) {
                case "Effect" -> written.put(name, allow ? "Allow" : "Deny");
                case "Action" -> {
                    Object actions =
                            allow
                                    ? actions(value, template)
                                    : new PolicyJson(template, ANYTHING).write(value);
                    if (actions == null) {
                        return null;
                    }
                    written.put(name, actions);
                }
                case "NotAction", "Resource", "NotResource" ->
                        written.put(name, new PolicyJson(template, ANYTHING).write(value));
                case "Principal", "NotPrincipal" ->
                        written.put(
                                name,
                                value instanceof Value.Unknown
                                        ? Map.of("AWS", SOMETHING)
                                        : new PolicyJson(template, SOMETHING).write(value));
                case "Condition" -> written.put(name, conditions(value, template));
                default -> {
                    Object known = known(value, template);
                    if (known != null) {
                        written.put(name, known);
                    }
                }
            }
        }
        if (known(fields.values().get("Effect"), template) == null) {
            // It may deny, and what it allows cannot be told.
            written.put("Condition", Map.of("StringEquals", Map.of(SOMETHING, SOMETHING)));
        }
        return written;
    }

    /** The actions of which something is known; null when there are none. */
    private static @Nullable Object actions(Value value, Template template) {
        if (!(value instanceof Value.Items items)) {
            return known(value, template);
        }
        List<Object> known = new ArrayList<>();
        for (Value each : items.values()) {
            Object action = known(each, template);
            if (action != null) {
                known.add(action);
            }
        }
        return known.isEmpty() ? null : known;
    }

    private static Object conditions(Value value, Template template) {
        Map<String, Object> written = new LinkedHashMap<>();
        if (value instanceof Value.Fields block) {
            block.values()
                    .forEach((operator, keys) ->
                            written.put(
                                    operator,
                                    keys instanceof Value.Fields
                                            ? new PolicyJson(template, SOMETHING).write(keys)
                                            : Map.of(SOMETHING, SOMETHING)));
        } else {
            written.put("StringEquals", Map.of(SOMETHING, SOMETHING));
        }
        return written;
    }

    private Object write(Value value) {
        return switch (value) {
            case Value.Scalar scalar -> scalar.text();
            case Value.Text text -> text(text);
            case Value.Reference reference ->
                    reference(reference.logicalId(), reference.attribute(), true);
            case Value.Items items -> items.values().stream().map(this::write).toList();
            case Value.Fields fields -> {
                Map<String, Object> written = new LinkedHashMap<>();
                fields.values().forEach((name, each) -> written.put(name, write(each)));
                yield written;
            }
            case Value.Unknown _ -> {
                unknown = true;
                yield standIn;
            }
        };
    }

    private String text(Value.Text text) {
        StringBuilder written = new StringBuilder();
        for (Value.Piece piece : text.pieces()) {
            written.append(piece.known() ? piece.text() : hole(piece.text()));
        }
        return written.toString();
    }

    private String hole(String name) {
        return switch (name) {
            case "AWS::AccountId" -> ACCOUNT;
            case "AWS::Partition" -> "aws";
            case "AWS::Region" -> "us-east-1";
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::StackName" -> "stack";
            default -> {
                int dot = name.indexOf('.');
                yield dot < 0
                        ? reference(name, null, false)
                        : reference(name.substring(0, dot), name.substring(dot + 1), false);
            }
        };
    }

    /**
     * What a reference to a resource of this template is: it belongs to this account.
     *
     * @param whole whether it stands for itself and not inside a longer text
     */
    private String reference(String logicalId, @Nullable String attribute, boolean whole) {
        Optional<Resource> resource = template.resource(logicalId);
        if (resource.isEmpty()) {
            unknown = true;
            return standIn;
        }
        String name = logicalId.toLowerCase(Locale.ROOT);
        boolean arn = attribute != null && attribute.endsWith("Arn");
        return switch (resource.get().type()) {
            case "AWS::S3::Bucket" -> arn ? "arn:aws:s3:::" + name : name;
            case "AWS::IAM::Role" -> arn ? "arn:aws:iam::" + ACCOUNT + ":role/" + name : name;
            case "AWS::IAM::User" -> arn ? "arn:aws:iam::" + ACCOUNT + ":user/" + name : name;
            // Of some types Ref is the ARN already; inside a text it is taken for a name.
            default -> arn || whole ? "arn:aws:any:us-east-1:" + ACCOUNT + ":" + name : name;
        };
    }
}
