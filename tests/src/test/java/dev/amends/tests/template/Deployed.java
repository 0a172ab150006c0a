package dev.amends.tests.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template with its references resolved: parameters to values, resources to names and ARNs. Names
 * are invented, or those of a stack that is deployed.
 *
 * @param parameters those that differ from their defaults
 * @param physical physical ids by logical id, as DescribeStackResources gives them; others are
 *     invented
 */
public record Deployed(
        Template template,
        Map<String, String> parameters,
        String account,
        String region,
        String stack,
        Map<String, String> physical) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)\\}");

    /** Our template with defaults but for the parameters given, in an invented account. */
    public static Deployed sample(Map<String, String> parameters) {
        return new Deployed(
                Template.ours(), parameters, "111122223333", "eu-central-1", "amends", Map.of());
    }

    /** The properties of a resource, or null when its condition does not hold. */
    public @Nullable Map<String, Object> properties(String logicalId) {
        Map<String, Object> resource =
                Template.map(template.section("Resources").getOrDefault(logicalId, Map.of()));
        Object condition = resource.get("Condition");
        if (condition != null && !holds(String.valueOf(condition))) {
            return null;
        }
        return Template.map(resolved(resource.getOrDefault("Properties", Map.of())));
    }

    /** An output's value. */
    public String output(String name) {
        Map<String, Object> output = Template.map(template.section("Outputs").get(name));
        return String.valueOf(resolved(output.get("Value")));
    }

    private boolean holds(String condition) {
        return Boolean.TRUE.equals(resolve(template.section("Conditions").get(condition)));
    }

    /** A value without references. */
    public Object resolved(@Nullable Object value) {
        Object result = resolve(value);
        if (result == null) {
            throw new IllegalArgumentException("nothing is left of " + value);
        }
        return result;
    }

    private @Nullable Object resolve(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            for (Object item : list) {
                Object one = resolve(item);
                if (one != null) {
                    result.add(one);
                }
            }
            return result;
        }
        if (!(value instanceof Map<?, ?>)) {
            return value;
        }
        Map<String, Object> map = Template.map(value);
        if (map.size() == 1) {
            Map.Entry<String, Object> only = map.entrySet().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return function(only.getKey(), only.getValue());
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, child) -> {
            Object one = resolve(child);
            if (one != null) {
                result.put(key, one);
            }
        });
        return result;
    }

    private @Nullable Object function(String name, Object argument) {
        return switch (name) {
            case "Ref" -> ref((String) argument);
            case "Fn::GetAtt" -> {
                String path = String.join(".", Template.strings(argument));
                int dot = path.indexOf('.');
                yield attribute(path.substring(0, dot), path.substring(dot + 1));
            }
            case "Fn::Sub" -> sub((String) argument);
            case "Fn::Join" -> {
                List<Object> parts = Template.list(argument);
                yield String.join((String) parts.get(0), Template.strings(resolved(parts.get(1))));
            }
            case "Fn::If" -> {
                List<Object> parts = Template.list(argument);
                yield resolve(holds((String) parts.get(0)) ? parts.get(1) : parts.get(2));
            }
            case "Fn::Equals" -> {
                List<Object> sides = Template.list(resolved(argument));
                yield String.valueOf(sides.get(0)).equals(String.valueOf(sides.get(1)));
            }
            case "Fn::Not" -> !Boolean.TRUE.equals(resolve(Template.list(argument).getFirst()));
            default ->
                    throw new IllegalArgumentException(
                            "template.yaml uses " + name + ": teach it to " + getClass());
        };
    }

    private String sub(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            int dot = name.indexOf('.');
            Object value =
                    dot < 0 || name.startsWith("AWS::")
                            ? resolved(Map.of("Ref", name))
                            : attribute(name.substring(0, dot), name.substring(dot + 1));
            matcher.appendReplacement(result, Matcher.quoteReplacement(String.valueOf(value)));
        }
        return matcher.appendTail(result).toString();
    }

    private @Nullable Object ref(String name) {
        return switch (name) {
            case "AWS::NoValue" -> null;
            case "AWS::Partition" -> "aws";
            case "AWS::Region" -> region;
            case "AWS::AccountId" -> account;
            case "AWS::StackName" -> stack;
            case "AWS::StackId" ->
                    "arn:aws:cloudformation:%s:%s:stack/%s/0".formatted(region, account, stack);
            default -> {
                if (parameters.containsKey(name)) {
                    yield parameters.get(name);
                }
                if (template.section("Parameters").containsKey(name)) {
                    yield Template.map(template.section("Parameters").get(name)).get("Default");
                }
                yield physicalId(name);
            }
        };
    }

    private String type(String logicalId) {
        Object resource = template.section("Resources").get(logicalId);
        if (resource == null) {
            throw new IllegalArgumentException("template.yaml has no resource " + logicalId);
        }
        return String.valueOf(Template.map(resource).get("Type"));
    }

    private String physicalId(String logicalId) {
        if (logicalId.endsWith(".Alias")) { // SAM's way to speak of the alias
            return attribute(logicalId.substring(0, logicalId.indexOf('.')), "Alias");
        }
        String known = physical.get(logicalId);
        if (known != null) {
            return known;
        }
        String name = stack + "-" + logicalId + "-1A2B3C4D5E6F";
        return switch (type(logicalId)) {
            case "AWS::SQS::Queue" ->
                    "https://sqs.%s.amazonaws.com/%s/%s".formatted(region, account, name);
            case "AWS::SNS::Topic" -> "arn:aws:sns:%s:%s:%s".formatted(region, account, name);
            case "AWS::Logs::LogGroup" -> String.valueOf(own(logicalId).get("LogGroupName"));
            default -> name;
        };
    }

    private Map<String, Object> own(String logicalId) {
        Map<String, Object> properties = properties(logicalId);
        return properties == null ? Map.of() : properties;
    }

    private String attribute(String logicalId, String attribute) {
        String type = type(logicalId);
        String id = physicalId(logicalId);
        String name = id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
        String where = region + ":" + account + ":";
        return switch (type + "." + attribute) {
            case "AWS::SQS::Queue.Arn" -> "arn:aws:sqs:" + where + name;
            case "AWS::SQS::Queue.QueueName", "AWS::SNS::Topic.TopicName" -> name;
            case "AWS::IAM::Role.Arn" -> "arn:aws:iam::" + account + ":role/" + name;
            case "AWS::DynamoDB::Table.Arn" -> "arn:aws:dynamodb:" + where + "table/" + name;
            case "AWS::Logs::LogGroup.Arn" -> "arn:aws:logs:" + where + "log-group:" + id + ":*";
            case "AWS::Events::Rule.Arn" -> "arn:aws:events:" + where + "rule/" + name;
            case "AWS::S3::Bucket.Arn" -> "arn:aws:s3:::" + name;
            case "AWS::Serverless::Function.Arn" -> "arn:aws:lambda:" + where + "function:" + name;
            case "AWS::Serverless::Function.Alias" ->
                    "arn:aws:lambda:" + where + "function:" + name + ":live";
            default ->
                    throw new IllegalArgumentException(
                            "template.yaml uses "
                                    + type
                                    + "."
                                    + attribute
                                    + ": teach it to "
                                    + getClass());
        };
    }
}
