package dev.amends.tests.template;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The calls that functions really made, compared with what their roles allow: what is missing, and
 * what nobody used. The local account does not enforce IAM; this does, after the fact.
 */
public final class RecordedCalls {
    /** How the explanation of a grant begins that a run may use, or not. */
    private static final String AT_TIMES = "at times: ";

    /** Grants that tests cannot use, as {@code <sid> <action>}, with the reason. Keep it small. */
    public static final Map<String, String> EXPLAINED =
            Map.ofEntries(
                    entry("Inbox sqs:ReceiveMessage", "Lambda's poller does it with the role"),
                    entry("Inbox sqs:DeleteMessage", "Lambda's poller does it with the role"),
                    entry("Inbox sqs:GetQueueAttributes", "Lambda's poller does it with the role"),
                    entry("Log logs:PutLogEvents", "Lambda writes logs with the role"),
                    entry("DeadLetters sqs:SendMessage", "Lambda puts failed invocations there"),
                    entry(
                            "ReadFindings dynamodb:GetItem",
                            "only when Slack took no card for a quarter of an hour"),
                    entry(
                            "ReadDecisions dynamodb:GetItem",
                            AT_TIMES + "slack-in had no time to show a decision"),
                    entry(
                            "ReadDecisions dynamodb:BatchGetItem",
                            AT_TIMES + "findings are listed while a decision is being applied"),
                    entry("FindDecisions dynamodb:Query", AT_TIMES + "findings are listed"),
                    entry(
                            "Nudge sqs:SendMessage",
                            AT_TIMES + "slack-in has slack-out show a decision"),
                    entry(
                            "Wait dynamodb:GetItem",
                            AT_TIMES + "a pause holds an owner's value, or a storm lasts"),
                    entry("Wait dynamodb:PutItem", AT_TIMES + "as above"),
                    entry("Wait dynamodb:DeleteItem", AT_TIMES + "as above"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOG_GROUP =
            "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}";
    private static final String LOG_STREAM = LOG_GROUP + ":log-stream:${LogStreamName}";
    private static final String TABLE =
            "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}";
    private static final String INDEX = TABLE + "/index/${IndexName}";
    private static final String BUCKET = "arn:${Partition}:s3:::${BucketName}";
    private static final String FUNCTION =
            "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}";
    private static final String STACK =
            "arn:${Partition}:cloudformation:${Region}:${Account}:stack/${StackName}/${Id}";
    private static final String QUEUE = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}";

    /** What a call needs: service.operation → action and ARN. Grows with the functions. */
    static final Map<String, Need> NEEDS = needs();

    private RecordedCalls() {}

    /**
     * @param shape as in the service authorization reference
     * @param arn built from the call's parameters
     */
    record Need(String action, String shape, Function<Call, String> arn) {}

    /** One line of calls.jsonl. */
    public record Call(
            long seq,
            String service,
            String operation,
            String role,
            String via,
            JsonNode parameters,
            String account,
            String region,
            String error) {

        String text(String... path) {
            JsonNode node = parameters;
            for (String field : path) {
                node = node.path(field);
            }
            return node.asText("");
        }

        private String fill(String shape, Map<String, String> names) {
            String arn =
                    shape.replace("${Partition}", "aws")
                            .replace("${Region}", region)
                            .replace("${Account}", account);
            for (Map.Entry<String, String> name : names.entrySet()) {
                arn = arn.replace("${" + name.getKey() + "}", name.getValue());
            }
            return arn;
        }
    }

    /**
     * What came out.
     *
     * @param missing calls that a role would not have allowed, and calls this class knows no ARN of
     * @param unused grants that no call used and nobody explained
     * @param stale explanations of grants that are used, or not there
     */
    public record Comparison(List<String> missing, List<String> unused, List<String> stale) {}

    private record Grant(String role, Statement of, String action, String resource, String key) {
        String explanation() {
            return of.sid() + " " + action;
        }

        @Override
        public String toString() {
            String where = key.isEmpty() ? "" : " on items " + key;
            return "%s: %s (%s) on %s%s".formatted(name(role), action, of.sid(), resource, where);
        }
    }

    /** Reads calls.jsonl. */
    public static List<Call> read(Path file) {
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file.toAbsolutePath(), e);
        }
    }

    static List<Call> parse(List<String> lines) throws IOException {
        List<Call> calls = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode call = JSON.readTree(line);
            calls.addAll(
                    parts(
                            new Call(
                                    call.path("seq").asLong(),
                                    call.path("service").asText(),
                                    call.path("operation").asText(),
                                    role(call),
                                    call.path("via").asText(""),
                                    call.path("parameters"),
                                    call.path("account").asText(),
                                    call.path("region").asText(),
                                    call.path("error").asText(""))));
        }
        return calls;
    }

    /** IAM knows no transactions, only the writes of which they consist. */
    private static List<Call> parts(Call call) {
        if (!call.operation().equals("TransactWriteItems")) {
            return List.of(call);
        }
        List<Call> parts = new ArrayList<>();
        for (JsonNode item : call.parameters().path("TransactItems")) {
            item.properties()
                    .forEach(part ->
                            parts.add(
                                    new Call(
                                            call.seq(),
                                            call.service(),
                                            part.getKey() + "Item",
                                            call.role(),
                                            call.via(),
                                            part.getValue(),
                                            call.account(),
                                            call.region(),
                                            call.error())));
        }
        return parts;
    }

    private static String role(JsonNode call) {
        String role = call.path("role").asText("");
        if (!role.isEmpty()) {
            return role;
        }
        Matcher session =
                Pattern.compile("arn:(.+):sts::(\\d+):assumed-role/([^/]+)/.*")
                        .matcher(call.path("caller").asText(""));
        return session.matches()
                ? "arn:%s:iam::%s:role/%s"
                        .formatted(session.group(1), session.group(2), session.group(3))
                : "";
    }

    /**
     * Compares.
     *
     * @param roles statements by the role's ARN ({@link Statement#ofRoles})
     * @param explained grants that may stay unused, see {@link #EXPLAINED}
     */
    public static Comparison compare(
            List<Call> calls, Map<String, List<Statement>> roles, Map<String, String> explained) {
        Set<String> missing = new LinkedHashSet<>();
        List<Grant> unused = grants(roles);
        for (Call call : calls) {
            List<Statement> statements = roles.get(call.role());
            if (statements == null || byLogWriter(call)) {
                continue;
            }
            Need need = NEEDS.get(call.service() + "." + call.operation());
            if (need == null) {
                missing.add(
                        "call %d: %s.%s of %s: no row in %s says which action and ARN it needs"
                                .formatted(
                                        call.seq(),
                                        call.service(),
                                        call.operation(),
                                        name(call.role()),
                                        RecordedCalls.class.getSimpleName()));
                continue;
            }
            String arn = need.arn().apply(call);
            Map<String, List<String>> context = context(call);
            if (!allowed(statements, need.action(), arn, context)) {
                missing.add(
                        "call %d: %s may not %s on %s%s"
                                .formatted(
                                        call.seq(),
                                        name(call.role()),
                                        need.action(),
                                        arn,
                                        detail(context)));
            }
            unused.removeIf(grant ->
                    grant.role().equals(call.role())
                            && Glob.matches(grant.action(), need.action())
                            && Glob.matches(grant.resource(), arn)
                            && holds(grant.of(), context)
                            && keyUsed(grant, context));
        }
        Set<String> stale = new TreeSet<>(explained.keySet());
        unused.forEach(grant -> stale.remove(grant.explanation()));
        stale.removeIf(grant -> String.valueOf(explained.get(grant)).startsWith(AT_TIMES));
        return new Comparison(
                List.copyOf(missing),
                unused.stream()
                        .filter(grant -> !explained.containsKey(grant.explanation()))
                        .map(Grant::toString)
                        .toList(),
                List.copyOf(stale));
    }

    private static String detail(Map<String, List<String>> context) {
        Map<String, List<String>> own = new LinkedHashMap<>(context);
        own.remove("aws:RequestedRegion");
        own.remove("aws:ResourceAccount");
        return own.isEmpty() ? "" : " with " + own;
    }

    /** LocalStack's writer of function logs first tries to make the group; Lambda's does not. */
    private static boolean byLogWriter(Call call) {
        return call.via().equals("lambda.amazonaws.com")
                && call.operation().equals("CreateLogGroup")
                && call.error().equals("ResourceAlreadyExistsException");
    }

    private static List<Grant> grants(Map<String, List<Statement>> roles) {
        List<Grant> grants = new ArrayList<>();
        roles.forEach((role, statements) -> {
            for (Statement statement : statements) {
                if (statement.allows()) {
                    for (String action : statement.actions()) {
                        for (String resource : statement.resources()) {
                            for (String key : leadingKeys(statement)) {
                                grants.add(new Grant(role, statement, action, resource, key));
                            }
                        }
                    }
                }
            }
        });
        return grants;
    }

    private static List<String> leadingKeys(Statement statement) {
        return statement.conditions().values().stream()
                .filter(keys -> keys.containsKey("dynamodb:LeadingKeys"))
                .findFirst()
                .map(keys -> keys.get("dynamodb:LeadingKeys"))
                .orElse(List.of(""));
    }

    private static boolean keyUsed(Grant grant, Map<String, List<String>> context) {
        return grant.key().isEmpty()
                || context.getOrDefault("dynamodb:LeadingKeys", List.of()).stream()
                        .anyMatch(key -> Glob.matches(grant.key(), key));
    }

    private static boolean allowed(
            List<Statement> statements,
            String action,
            String arn,
            Map<String, List<String>> context) {
        boolean allowed = false;
        for (Statement statement : statements) {
            boolean applies =
                    statement.actions().stream().anyMatch(a -> Glob.matches(a, action))
                            && statement.resources().stream().anyMatch(r -> Glob.matches(r, arn))
                            && holds(statement, context);
            if (applies && !statement.allows()) {
                return false;
            }
            allowed |= applies;
        }
        return allowed;
    }

    private static boolean holds(Statement statement, Map<String, List<String>> context) {
        return statement.conditions().entrySet().stream()
                .allMatch(operator ->
                        operator.getValue().entrySet().stream()
                                .allMatch(key ->
                                        holds(
                                                operator.getKey(),
                                                context.get(key.getKey()),
                                                key.getValue())));
    }

    private static boolean holds(
            String operator, @Nullable List<String> actual, List<String> wanted) {
        boolean any = wanted.stream().anyMatch(w -> actual != null && actual.contains(w));
        return switch (operator) {
            // True of nothing at all, too: as in IAM.
            case "ForAllValues:StringEquals" -> actual == null || wanted.containsAll(actual);
            case "ForAllValues:StringLike" ->
                    actual == null
                            || actual.stream()
                                    .allMatch(
                                            a -> wanted.stream().anyMatch(w -> Glob.matches(w, a)));
            case "StringEquals" -> any;
            case "StringLike" ->
                    actual != null
                            && actual.stream()
                                    .anyMatch(
                                            a -> wanted.stream().anyMatch(w -> Glob.matches(w, a)));
            case "StringEqualsIfExists" -> actual == null || any;
            default ->
                    throw new IllegalArgumentException(
                            "a role uses " + operator + ": teach it to " + RecordedCalls.class);
        };
    }

    private static Map<String, List<String>> context(Call call) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        context.put("aws:RequestedRegion", List.of(call.region()));
        context.put("aws:ResourceAccount", List.of(call.account()));
        if (call.service().equals("lambda") && !call.text("Principal").isEmpty()) {
            context.put("lambda:Principal", List.of(call.text("Principal")));
        }
        if (call.service().equals("dynamodb")) {
            context.put("dynamodb:LeadingKeys", leadingKeys(call));
            context.put("dynamodb:Attributes", List.copyOf(attributes(call)));
            if (!call.text("ReturnValues").isEmpty()) {
                context.put("dynamodb:ReturnValues", List.of(call.text("ReturnValues")));
            }
        }
        return context;
    }

    private static List<String> leadingKeys(Call call) {
        for (String where : List.of("Key", "Item")) {
            if (call.parameters().path(where).has("pk")) {
                return List.of(call.text(where, "pk", "S"));
            }
        }
        List<String> keys = new ArrayList<>();
        requested(call).forEach(key -> keys.add(key.path("pk").path("S").asText()));
        if (!keys.isEmpty()) {
            return keys;
        }
        Matcher equality = Pattern.compile("(:\\w+)").matcher(call.text("KeyConditionExpression"));
        return equality.find()
                ? List.of(call.text("ExpressionAttributeValues", equality.group(1), "S"))
                : List.of();
    }

    /** The keys of a BatchGetItem, which speaks of one table here. */
    private static Iterable<JsonNode> requested(Call call) {
        JsonNode tables = call.parameters().path("RequestItems");
        return tables.isEmpty() ? List.of() : tables.elements().next().path("Keys");
    }

    private static final Set<String> WORDS =
            Set.of(
                    "SET",
                    "REMOVE",
                    "ADD",
                    "DELETE",
                    "AND",
                    "OR",
                    "NOT",
                    "BETWEEN",
                    "IN",
                    "attribute_exists",
                    "attribute_not_exists",
                    "attribute_type",
                    "begins_with",
                    "contains",
                    "size",
                    "if_not_exists",
                    "list_append");

    /** The top-level attributes that a request names. */
    private static Set<String> attributes(Call call) {
        Set<String> names = new TreeSet<>();
        call.parameters().path("Key").fieldNames().forEachRemaining(names::add);
        call.parameters().path("Item").fieldNames().forEachRemaining(names::add);
        requested(call).forEach(key -> key.fieldNames().forEachRemaining(names::add));
        for (String expression :
                List.of(
                        "UpdateExpression",
                        "ConditionExpression",
                        "KeyConditionExpression",
                        "FilterExpression",
                        "ProjectionExpression")) {
            Matcher name =
                    Pattern.compile("(?<![\\w:.#])#?[A-Za-z_]\\w*").matcher(call.text(expression));
            while (name.find()) {
                String word = name.group();
                if (word.startsWith("#")) {
                    names.add(call.text("ExpressionAttributeNames", word));
                } else if (!WORDS.contains(word)) {
                    names.add(word);
                }
            }
        }
        return names;
    }

    private static Map<String, Need> needs() {
        Map<String, Need> needs = new LinkedHashMap<>();
        // The reference names no resource; denials speak of a log group without a name.
        needs.put(
                "logs.DescribeLogGroups",
                new Need(
                        "logs:DescribeLogGroups",
                        "",
                        c ->
                                c.fill(
                                        "arn:${Partition}:logs:${Region}:${Account}"
                                                + ":log-group::log-stream:",
                                        Map.of())));
        needs.put(
                "logs.ListTagsForResource",
                new Need("logs:ListTagsForResource", LOG_GROUP, c -> c.text("resourceArn")));
        for (String operation : List.of("PutRetentionPolicy", "DeleteRetentionPolicy")) {
            needs.put("logs." + operation, logGroup("logs:" + operation));
        }
        for (String operation : List.of("CreateLogStream", "PutLogEvents")) {
            needs.put(
                    "logs." + operation,
                    new Need(
                            "logs:" + operation,
                            LOG_STREAM,
                            c ->
                                    c.fill(
                                            LOG_STREAM,
                                            Map.of(
                                                    "LogGroupName", c.text("logGroupName"),
                                                    "LogStreamName", c.text("logStreamName")))));
        }
        for (String operation : List.of("GetItem", "PutItem", "UpdateItem", "DeleteItem")) {
            needs.put("dynamodb." + operation, table("dynamodb:" + operation));
        }
        needs.put("s3.GetPublicAccessBlock", bucket("s3:GetBucketPublicAccessBlock"));
        needs.put("s3.GetBucketPolicy", bucket("s3:GetBucketPolicy"));
        needs.put("s3.GetBucketAcl", bucket("s3:GetBucketAcl"));
        needs.put("s3.GetBucketWebsite", bucket("s3:GetBucketWebsite"));
        for (String operation : List.of("PutPublicAccessBlock", "DeletePublicAccessBlock")) {
            needs.put("s3." + operation, bucket("s3:PutBucketPublicAccessBlock"));
            needs.put(
                    "s3control." + operation,
                    new Need("s3:PutAccountPublicAccessBlock", "", c -> "*"));
        }
        needs.put(
                "s3control.GetPublicAccessBlock",
                new Need("s3:GetAccountPublicAccessBlock", "", c -> "*"));
        for (String operation :
                List.of("GetPolicy", "GetFunctionUrlConfig", "AddPermission", "RemovePermission")) {
            needs.put("lambda." + operation, function("lambda:" + operation));
        }
        needs.put(
                "lambda.ListTags", new Need("lambda:ListTags", FUNCTION, c -> c.text("Resource")));
        // They are called with a stack's name; IAM looks at the stack's whole ARN.
        for (String operation : List.of("DescribeStacks", "DescribeChangeSet", "GetTemplate")) {
            needs.put(
                    "cloudformation." + operation,
                    new Need(
                            "cloudformation:" + operation,
                            STACK,
                            c ->
                                    c.fill(
                                            STACK,
                                            Map.of("StackName", c.text("StackName"), "Id", "id"))));
        }
        needs.put("apigateway.GetRestApis", api("/restapis", ""));
        needs.put("apigateway.GetResources", api("/restapis/${RestApiId}/resources", "restApiId"));
        needs.put(
                "apigateway.GetAuthorizers",
                api("/restapis/${RestApiId}/authorizers", "restApiId"));
        needs.put("apigatewayv2.GetApis", api("/apis", ""));
        needs.put("apigatewayv2.GetIntegrations", api("/apis/${ApiId}/integrations", "ApiId"));
        needs.put("apigatewayv2.GetAuthorizers", api("/apis/${ApiId}/authorizers", "ApiId"));
        needs.put(
                "dynamodb.BatchGetItem",
                new Need(
                        "dynamodb:BatchGetItem",
                        TABLE,
                        c ->
                                c.fill(
                                        TABLE,
                                        Map.of(
                                                "TableName",
                                                name(
                                                        c.parameters()
                                                                .path("RequestItems")
                                                                .fieldNames()
                                                                .next())))));
        needs.put(
                "dynamodb.Query",
                new Need(
                        "dynamodb:Query",
                        INDEX,
                        c ->
                                c.fill(
                                        c.text("IndexName").isEmpty() ? TABLE : INDEX,
                                        Map.of(
                                                "TableName", name(c.text("TableName")),
                                                "IndexName", c.text("IndexName")))));
        needs.put(
                "sns.Publish",
                new Need(
                        "sns:Publish",
                        "arn:${Partition}:sns:${Region}:${Account}:${TopicName}",
                        c -> c.text("TopicArn")));
        needs.put("sqs.SendMessage", queue("sqs:SendMessage"));
        needs.put("sqs.SendMessageBatch", queue("sqs:SendMessage"));
        needs.put("sqs.ReceiveMessage", queue("sqs:ReceiveMessage"));
        needs.put("sqs.DeleteMessage", queue("sqs:DeleteMessage"));
        needs.put("sqs.DeleteMessageBatch", queue("sqs:DeleteMessage"));
        needs.put("sqs.GetQueueAttributes", queue("sqs:GetQueueAttributes"));
        needs.put(
                "secretsmanager.GetSecretValue",
                new Need(
                        "secretsmanager:GetSecretValue",
                        "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}",
                        RecordedCalls::secret));
        return needs;
    }

    private static Need logGroup(String action) {
        // IAM sees the ARN with `:*` behind the name here.
        return new Need(
                action,
                LOG_GROUP,
                c -> c.fill(LOG_GROUP + ":*", Map.of("LogGroupName", c.text("logGroupName"))));
    }

    private static Need bucket(String action) {
        return new Need(
                action, BUCKET, c -> c.fill(BUCKET, Map.of("BucketName", c.text("Bucket"))));
    }

    private static Need function(String action) {
        return new Need(
                action,
                FUNCTION,
                c -> c.fill(FUNCTION, Map.of("FunctionName", c.text("FunctionName"))));
    }

    /** API Gateway's actions are the methods, and its ARNs the paths, of its own REST API. */
    private static Need api(String path, String id) {
        String shape = "arn:${Partition}:apigateway:${Region}::" + path;
        return new Need(
                "apigateway:GET",
                shape,
                c -> c.fill(shape, Map.of("RestApiId", c.text(id), "ApiId", c.text(id))));
    }

    private static Need table(String action) {
        return new Need(
                action, TABLE, c -> c.fill(TABLE, Map.of("TableName", name(c.text("TableName")))));
    }

    private static Need queue(String action) {
        return new Need(
                action, QUEUE, c -> c.fill(QUEUE, Map.of("QueueName", name(c.text("QueueUrl")))));
    }

    private static String secret(Call call) {
        String id = call.text("SecretId");
        return id.startsWith("arn:")
                ? id
                : call.fill(
                        "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}",
                        Map.of("SecretId", id + "-AbCdEf"));
    }

    private static String name(String urlOrArn) {
        return urlOrArn.substring(urlOrArn.lastIndexOf('/') + 1);
    }
}
