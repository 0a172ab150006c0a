package dev.amends.template.rules;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.policy.Grant;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import dev.amends.policy.Who;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Template;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a template writes into the policy of a function: one statement (<a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html">AWS::Lambda::Permission</a>),
 * or all of it (<a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-resourcepolicy.html">AWS::Lambda::ResourcePolicy</a>).
 *
 * @param function the logical id of the function, or its name where it is not of this template
 * @param grants what each Allow statement lets be done
 */
record FunctionPolicy(
        Resource resource, String function, PolicyJson.Written written, List<Grant> grants) {
    static final String PERMISSION = "AWS::Lambda::Permission";

    private static final String WHOLE = "AWS::Lambda::ResourcePolicy";
    private static final String INVOKE_URL = "lambda:InvokeFunctionUrl";
    private static final String INVOKE_ENDPOINT = "lambda:InvokeWebFunctionEndpoint";

    /** What stands in an ARN before the function's name. */
    private static final Pattern BEFORE_NAME = Pattern.compile("^.*:(?:function:|web-function/)");

    /** In place of a qualifier it means the function itself. */
    private static final String LATEST = ":$LATEST";

    /** {@code ${Orders}} and {@code ${Orders.Arn}} both mean Orders. */
    private static final Pattern HOLE = Pattern.compile("\\$\\{(\\w+)(?:\\.\\w+)?}");

    /** The properties that limit a permission, and the condition that Lambda makes of each. */
    private static final Map<String, List<String>> CONDITIONS =
            Map.of(
                    "SourceArn", List.of("ArnLike", "AWS:SourceArn"),
                    "SourceAccount", List.of("StringEquals", "AWS:SourceAccount"),
                    "PrincipalOrgID", List.of("StringEquals", "aws:PrincipalOrgID"),
                    "EventSourceToken", List.of("StringEquals", "lambda:EventSourceToken"),
                    "FunctionUrlAuthType", List.of("StringEquals", "lambda:FunctionUrlAuthType"),
                    "InvokedViaFunctionUrl", List.of("Bool", "lambda:InvokedViaFunctionUrl"));

    /** All of a template, as far as they are known. */
    static List<FunctionPolicy> all(Review review) {
        Template template = review.template();
        List<FunctionPolicy> policies = new ArrayList<>();
        for (Resource resource : template.ofType(PERMISSION)) {
            permission(resource, review)
                    .ifPresent(written ->
                            policies.add(of(resource, "FunctionName", written, template)));
        }
        for (Resource resource : template.ofType(WHOLE)) {
            resource.get("PolicyDocument")
                    .flatMap(document -> PolicyJson.of(document, review))
                    .ifPresent(written ->
                            policies.add(of(resource, "ResourceArn", written, template)));
        }
        return policies;
    }

    private static FunctionPolicy of(
            Resource resource, String target, PolicyJson.Written written, Template template) {
        String function =
                resource.get(target)
                        .map(value -> function(value, template))
                        .orElse("the function of " + resource.logicalId());
        return new FunctionPolicy(
                resource,
                function,
                written,
                PolicyAnalyser.analyse(
                                written.json(),
                                Setting.function(function, PolicyJson.ACCOUNT, written.partition()))
                        .grants());
    }

    /** The function, version or alias that a name or an ARN means; null when it is not known. */
    static @Nullable String function(Value value, Template template) {
        String text =
                switch (value) {
                    case Value.Scalar scalar -> scalar.text();
                    case Value.Reference reference -> "${" + reference.logicalId() + "}";
                    case Value.Text pieces -> Walk.text(pieces);
                    default -> "${}";
                };
        String known =
                HOLE.matcher(BEFORE_NAME.matcher(text).replaceFirst(""))
                        .replaceAll(hole ->
                                template.resource(hole.group(1)).isPresent()
                                        ? hole.group(1)
                                        : Matcher.quoteReplacement(hole.group()));
        return known.contains("${")
                ? null
                : known.endsWith(LATEST)
                        ? known.substring(0, known.length() - LATEST.length())
                        : known;
    }

    private static Optional<PolicyJson.Written> permission(Resource permission, Review review) {
        Template template = review.template();
        Object action = known(permission, "Action", template);
        Object who = known(permission, "Principal", template);
        Map<String, Map<String, Object>> conditions = conditions(permission, template);
        if (action == null || who == null || conditions == null) {
            return Optional.empty();
        }
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Principal", principal(who.toString()));
        statement.put("Action", action);
        statement.put(
                "Resource", "arn:aws:lambda:us-east-1:" + PolicyJson.ACCOUNT + ":function:it");
        statement.put("Condition", conditions);
        String policy =
                Node.write(Map.of("Version", "2012-10-17", "Statement", List.of(statement)));
        return Optional.of(
                new PolicyJson.Written(
                        PolicyJson.own(policy, review),
                        List.of(),
                        permission.get("Principal").orElse(permission.properties())));
    }

    /** Null where it is limited to something, and to what cannot be told. */
    private static @Nullable Map<String, Map<String, Object>> conditions(
            Resource permission, Template template) {
        Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> each : CONDITIONS.entrySet()) {
            if (permission.get(each.getKey()).isEmpty()) {
                continue;
            }
            Object written = known(permission, each.getKey(), template);
            if (written == null) {
                return null;
            }
            conditions
                    .computeIfAbsent(each.getValue().getFirst(), operator -> new LinkedHashMap<>())
                    .put(each.getValue().getLast(), written);
        }
        return conditions;
    }

    /** Only services have names with dots. */
    private static Object principal(String who) {
        boolean service = who.indexOf('.') > 0 && !who.startsWith("arn:");
        return who.equals("*") ? "*" : Map.of(service ? "Service" : "AWS", who);
    }

    private static @Nullable Object known(Resource permission, String property, Template template) {
        return PolicyJson.known(permission.get(property).orElse(null), template);
    }

    /** Whether it is the policy of that function, or may be: no name has a blank. */
    boolean mayBeOf(String other) {
        return function.equals(other) || function.indexOf(' ') >= 0;
    }

    /** Whether it lets everyone through a URL of this function that asks for no signature. */
    boolean opensUrl(@Nullable String of) {
        return function.equals(of)
                && grants.stream()
                        .anyMatch(grant ->
                                (grant.who() == Who.FUNCTION_URL_PUBLIC
                                                && actions(grant).stream()
                                                        .anyMatch(INVOKE_URL::equalsIgnoreCase))
                                        || onlyUrl(grant));
    }

    /** Whether all that it lets everyone do is to call the URL, whatever that asks for. */
    boolean onlyUrl(Grant grant) {
        return grant.who() == Who.PUBLIC
                && actions(grant).stream()
                        .allMatch(action ->
                                INVOKE_URL.equalsIgnoreCase(action)
                                        || INVOKE_ENDPOINT.equalsIgnoreCase(action));
    }

    private List<String> actions(Grant grant) {
        try {
            List<Node> statements = Node.parse(written.json()).at("Statement").items();
            return statements.get(grant.index()).at("Action").texts();
        } catch (BadJson | IndexOutOfBoundsException e) {
            return List.of("*");
        }
    }
}
