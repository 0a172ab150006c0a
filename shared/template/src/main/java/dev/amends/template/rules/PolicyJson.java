package dev.amends.template.rules;

import dev.amends.core.json.Node;
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
import org.jspecify.annotations.Nullable;

/**
 * A policy of a template as the JSON that would be attached, in an account that is made up: what
 * stands for "this account" has to be one and the same everywhere. Statements of which a part is
 * not known are left out.
 */
final class PolicyJson {
    static final String ACCOUNT = "111122223333";

    private final Template template;
    private boolean unknown;

    private PolicyJson(Template template) {
        this.template = template;
    }

    /**
     * A text in which the account that the stack is in, where that is known, is the made-up one.
     */
    static String own(String text, Review review) {
        String account = review.stack().account();
        return account == null ? text : text.replace(account, ACCOUNT);
    }

    /**
     * A policy.
     *
     * @param statements where each statement of the JSON is in the template, by their order
     */
    record Written(String json, List<Value> statements) {}

    /** The policy; empty when it cannot be told what it would say. */
    static Optional<Written> of(Value document, Review review) {
        Template template = review.template();
        if (!(document instanceof Value.Fields fields)) {
            return Optional.empty();
        }
        Value given = fields.values().get("Statement");
        List<Value> statements =
                given instanceof Value.Items items
                        ? items.values()
                        : given instanceof Value.Fields one ? List.of(one) : List.of();
        List<Object> known = new ArrayList<>();
        List<Value> places = new ArrayList<>();
        for (Value statement : statements) {
            PolicyJson writer = new PolicyJson(template);
            Object written = writer.write(statement);
            if (!writer.unknown) {
                known.add(written);
                places.add(statement);
            } else if (!allows(statement)) {
                // What denies may close what another statement opens.
                return Optional.empty();
            }
        }
        return Optional.of(
                new Written(
                        own(
                                Node.write(Map.of("Version", "2012-10-17", "Statement", known)),
                                review),
                        places));
    }

    /** One value as it would be; null when a part of it is not known. */
    static @Nullable Object known(Value value, Template template) {
        PolicyJson writer = new PolicyJson(template);
        Object written = writer.write(value);
        return writer.unknown ? null : written;
    }

    private static boolean allows(Value statement) {
        return statement instanceof Value.Fields fields
                && fields.values().get("Effect") instanceof Value.Scalar effect
                && effect.text().equals("Allow");
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
                yield "unknown";
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
            return "unknown";
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
