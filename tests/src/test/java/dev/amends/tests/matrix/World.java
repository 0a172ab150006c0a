package dev.amends.tests.matrix;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The services that hold what guardrails look at, as far as their calls go: what is written is what
 * is read.
 */
final class World {
    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-west-1";

    private static final List<String> FLAGS =
            List.of(
                    "BlockPublicAcls",
                    "IgnorePublicAcls",
                    "BlockPublicPolicy",
                    "RestrictPublicBuckets");

    /** When the log groups were created. */
    final Map<String, Long> groups = new TreeMap<>();

    final Map<String, Integer> retention = new TreeMap<>();

    /** The text of each bucket's policy. */
    final Map<String, String> buckets = new TreeMap<>();

    /** Flags by bucket; the account's has the account for a name. */
    final Map<String, Map<String, Boolean>> blocks = new TreeMap<>();

    /** A policy's statements by function and name. */
    final Map<String, Map<String, String>> functions = new TreeMap<>();

    /** How many changes a function's policy has seen. */
    final Map<String, Integer> revisions = new TreeMap<>();

    /** The functions with a URL, and how it is guarded. */
    final Map<String, String> urls = new TreeMap<>();

    final Map<String, String> stacks = new TreeMap<>();

    /** How often anything was written. */
    int writes;

    /** All there is to see of the resources, for comparison. */
    String seen() {
        return "retention " + retention + ", blocks " + blocks + ", functions " + functions;
    }

    Answer answer(Call call) {
        return switch (call.service()) {
            case "logs" -> logs(call);
            case "s3" -> call.path().startsWith("/v20180820/") ? account(call) : bucket(call);
            case "lambda" -> lambda(call);
            case "apigateway" -> apis(call);
            case "cloudformation" -> stack(call);
            default -> throw new IllegalStateException("nobody answers " + call.name());
        };
    }

    // ------------------------------------------------------------------------------------ logs

    private Answer logs(Call call) {
        Node request = call.json();
        String name = request.textOr("", "logGroupName");
        switch (call.operation()) {
            case "DescribeLogGroups" -> {
                List<Object> found = new ArrayList<>();
                groups.forEach((group, created) -> {
                    if (group.startsWith(request.textOr("", "logGroupNamePrefix"))) {
                        Map<String, Object> item = new LinkedHashMap<>();
                        item.put("logGroupName", group);
                        item.put("creationTime", created);
                        item.put("logGroupClass", "STANDARD");
                        item.put("storedBytes", 0L);
                        if (retention.containsKey(group)) {
                            item.put("retentionInDays", retention.get(group).longValue());
                        }
                        found.add(item);
                    }
                });
                return Answer.json(Node.write(Map.of("logGroups", found)));
            }
            case "ListTagsForResource" -> {
                return Answer.json("{\"tags\":{\"team\":\"orders\"}}");
            }
            case "PutRetentionPolicy" -> {
                writes++;
                retention.put(name, Math.toIntExact(request.number("retentionInDays")));
            }
            case "DeleteRetentionPolicy" -> {
                writes++;
                retention.remove(name);
            }
            default -> throw new IllegalStateException(call.name());
        }
        return Answer.of(200, "application/x-amz-json-1.1", "");
    }

    // -------------------------------------------------------------------------------------- S3

    private Answer account(Call call) {
        Answer answer = block(call, ACCOUNT);
        // S3 Control wraps its errors as query APIs do, S3 does not.
        return answer.status() == 404
                ? answer.saying("<ErrorResponse>" + answer.body() + "</ErrorResponse>")
                : answer;
    }

    private Answer bucket(Call call) {
        String name = call.path().replace("/", "");
        if (!buckets.containsKey(name)) {
            return missing("NoSuchBucket");
        }
        return switch (call.operation()) {
            case "GetBucketPolicy" -> Answer.json(buckets.get(name));
            case "GetBucketAcl" ->
                    Answer.xml(
                            "<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList>"
                                    + "<Grant><Grantee"
                                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                    + " xsi:type=\"CanonicalUser\"><ID>o</ID></Grantee>"
                                    + "<Permission>FULL_CONTROL</Permission></Grant>"
                                    + "</AccessControlList></AccessControlPolicy>");
            case "GetBucketWebsite" -> missing("NoSuchWebsiteConfiguration");
            default -> block(call, name);
        };
    }

    private Answer block(Call call, String of) {
        return switch (call.method()) {
            case "GET" -> {
                Map<String, Boolean> flags = blocks.get(of);
                StringBuilder xml = new StringBuilder();
                if (flags != null) {
                    flags.forEach(
                            (flag, on) -> xml.append("<%1$s>%2$s</%1$s>".formatted(flag, on)));
                }
                yield flags == null
                        ? missing("NoSuchPublicAccessBlockConfiguration")
                        : Answer.xml(
                                "<PublicAccessBlockConfiguration>%s</PublicAccessBlockConfiguration>"
                                        .formatted(xml));
            }
            case "PUT" -> {
                writes++;
                Map<String, Boolean> flags = new LinkedHashMap<>();
                FLAGS.forEach(
                        flag -> flags.put(flag, call.body().contains("<" + flag + ">true</")));
                blocks.put(of, flags);
                yield Answer.of(200, "application/xml", "");
            }
            case "DELETE" -> {
                writes++;
                blocks.remove(of);
                yield Answer.of(204, "application/xml", "");
            }
            default -> throw new IllegalStateException(call.name());
        };
    }

    private static Answer missing(String code) {
        return Answer.of(
                404,
                "application/xml",
                "<Error><Code>%s</Code><Message>There is none.</Message></Error>".formatted(code));
    }

    // ---------------------------------------------------------------------------------- Lambda

    private Answer lambda(Call call) {
        if (call.operation().equals("ListTags")) {
            return Answer.json("{\"Tags\":{\"team\":\"orders\"}}");
        }
        String name = call.path().replaceFirst(".*/functions/", "").replaceFirst("/.*", "");
        Map<String, String> statements = functions.get(name);
        if (statements == null) {
            return lambdaError(404, "ResourceNotFoundException", "Function not found: " + name);
        }
        String revision = String.valueOf(revisions.getOrDefault(name, 1));
        return switch (call.operation()) {
            case "GetPolicy" -> {
                String policy =
                        "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[%s]}"
                                .formatted(String.join(",", statements.values()));
                yield statements.isEmpty()
                        ? lambdaError(
                                404, "ResourceNotFoundException", "The resource has no policy")
                        : Answer.json(Node.write(Map.of("Policy", policy, "RevisionId", revision)));
            }
            case "GetFunctionUrlConfig" ->
                    urls.containsKey(name)
                            ? Answer.json(
                                    Node.write(
                                            Map.of(
                                                    "AuthType",
                                                    urls.get(name),
                                                    "FunctionUrl",
                                                    "https://u.example.com/",
                                                    "FunctionArn",
                                                    arn(name),
                                                    "CreationTime",
                                                    "2026-01-01T00:00:00Z")))
                            : lambdaError(404, "ResourceNotFoundException", "There is no URL");
            case "AddPermission" -> add(name, statements, revision, call.json());
            case "RemovePermission" -> remove(name, statements, revision, call);
            default -> throw new IllegalStateException(call.name());
        };
    }

    private Answer add(String name, Map<String, String> statements, String revision, Node request) {
        if (!request.textOr(revision, "RevisionId").equals(revision)) {
            return lambdaError(412, "PreconditionFailedException", "another revision");
        }
        String sid = request.textOr("", "StatementId");
        if (statements.containsKey(sid)) {
            return lambdaError(409, "ResourceConflictException", "it exists");
        }
        writes++;
        statements.put(sid, statement(name, sid, request));
        revisions.merge(name, 2, (now, one) -> now + 1);
        return Answer.of(
                201, "application/json", Node.write(Map.of("Statement", statements.get(sid))));
    }

    private Answer remove(String name, Map<String, String> statements, String revision, Call call) {
        if (!call.query().getOrDefault("RevisionId", revision).equals(revision)) {
            return lambdaError(412, "PreconditionFailedException", "another revision");
        }
        if (statements.remove(Call.decode(call.path().replaceFirst(".*/policy/", ""))) == null) {
            return lambdaError(404, "ResourceNotFoundException", "Statement is not found");
        }
        writes++;
        revisions.merge(name, 2, (now, one) -> now + 1);
        return Answer.of(204, "application/json", "");
    }

    private static Answer lambdaError(int status, String type, String message) {
        return Answer.of(
                        status,
                        "application/json",
                        Node.write(Map.of("Type", "User", "Message", message, "message", message)))
                .with("x-amzn-ErrorType", type);
    }

    static String arn(String function) {
        return "arn:aws:lambda:%s:%s:function:%s".formatted(REGION, ACCOUNT, function);
    }

    private static String statement(String function, String sid, Node request) {
        Map<String, Object> condition = new LinkedHashMap<>();
        String arn = request.textOr("", "SourceArn");
        String account = request.textOr("", "SourceAccount");
        if (!account.isEmpty()) {
            condition.put("StringEquals", Map.of("AWS:SourceAccount", account));
        }
        if (!arn.isEmpty()) {
            condition.put("ArnLike", Map.of("AWS:SourceArn", arn));
        }
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", sid);
        statement.put("Effect", "Allow");
        statement.put("Principal", Map.of("Service", request.textOr("", "Principal")));
        statement.put("Action", request.textOr("", "Action"));
        statement.put("Resource", arn(function));
        if (!condition.isEmpty()) {
            statement.put("Condition", condition);
        }
        return Node.write(statement);
    }

    // ----------------------------------------------------------------------------- API Gateway

    /** One REST API whose authorizer calls the function, and one HTTP API that does not. */
    private static Answer apis(Call call) {
        String uri =
                "arn:aws:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations"
                        .formatted(REGION, arn("orders-api"));
        Object items =
                switch (call.operation()) {
                    case "GetRestApis" -> List.of(Map.of("id", "a1b2c3d4e5", "name", "orders"));
                    case "GetResources" -> List.of(Map.of("id", "r", "path", "/"));
                    case "GetAuthorizers" ->
                            List.of(Map.of("id", "a", "name", "a", "authorizerUri", uri));
                    case "GetApis" ->
                            List.of(
                                    Map.of(
                                            "apiId", "h1",
                                            "name", "shop",
                                            "protocolType", "HTTP",
                                            "routeSelectionExpression", "$request.method"));
                    case "GetIntegrations" -> List.of();
                    case "GetAuthorizersV2" ->
                            List.of(
                                    Map.of(
                                            "authorizerId", "b",
                                            "name", "b",
                                            "authorizerUri", uri.replace("orders-api", "other")));
                    default -> throw new IllegalStateException(call.name());
                };
        return Answer.json(
                Node.write(Map.of(call.path().startsWith("/v2/") ? "items" : "item", items)));
    }

    // -------------------------------------------------------------------------- CloudFormation

    private Answer stack(Call call) {
        Map<String, String> form = Call.form(call.body());
        String name =
                form.getOrDefault("StackName", "")
                        .replaceFirst(".*:stack/", "")
                        .replaceFirst("/.*", "");
        String template = stacks.get(name);
        if (template == null) {
            return Answer.of(
                    400,
                    "text/xml",
                    "<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id %s does not exist</Message></Error></ErrorResponse>"
                            .formatted(name));
        }
        return switch (call.operation()) {
            case "DescribeStacks" ->
                    Answer.xml(
                            "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackId>%s</StackId><StackName>%s</StackName><CreationTime>2026-03-02T10:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>"
                                    .formatted(stackArn(name), name));
            case "GetTemplate" ->
                    Answer.xml(
                            "<GetTemplateResponse><GetTemplateResult><TemplateBody>%s</TemplateBody></GetTemplateResult></GetTemplateResponse>"
                                    .formatted(
                                            template.replace("&", "&amp;").replace("<", "&lt;")));
            default -> throw new IllegalStateException(call.name());
        };
    }

    static String stackArn(String name) {
        return "arn:aws:cloudformation:%s:%s:stack/%s/3075af5b".formatted(REGION, ACCOUNT, name);
    }

    static Node parse(String json) {
        try {
            return Node.parse(json);
        } catch (BadJson e) {
            throw new IllegalStateException(json, e);
        }
    }
}
