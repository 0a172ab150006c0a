package dev.amends.tests.matrix;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A request as it leaves a function.
 *
 * @param function whose it is
 * @param service as it signs
 * @param operation its name, S3's and Lambda's read off method and path
 * @param path with its slashes
 * @param query each parameter once
 */
record Call(
        String function,
        String service,
        String operation,
        String method,
        String path,
        Map<String, String> query,
        SdkHttpRequest http,
        String body) {
    private static final Pattern SCOPE =
            Pattern.compile("Credential=[^/]+/[^/]+/[^/]+/([^/]+)/aws4_request");

    /** What REST APIs call their operations. */
    private record Route(String service, String method, Pattern path, String operation) {}

    private static final List<Route> ROUTES =
            List.of(
                    route("lambda GET .*/functions/[^/]+/policy GetPolicy"),
                    route("lambda POST .*/functions/[^/]+/policy AddPermission"),
                    route("lambda DELETE .*/functions/[^/]+/policy/[^/]+ RemovePermission"),
                    route("lambda GET .*/functions/[^/]+/url GetFunctionUrlConfig"),
                    route("lambda GET .*/tags/.+ ListTags"),
                    route("apigateway GET /restapis GetRestApis"),
                    route("apigateway GET /restapis/[^/]+/resources GetResources"),
                    route("apigateway GET /restapis/[^/]+/authorizers GetAuthorizers"),
                    route("apigateway GET /v2/apis GetApis"),
                    route("apigateway GET /v2/apis/[^/]+/integrations GetIntegrations"),
                    route("apigateway GET /v2/apis/[^/]+/authorizers GetAuthorizersV2"),
                    route("s3 GET /v20180820/.* GetAccountPublicAccessBlock"),
                    route("s3 PUT /v20180820/.* PutAccountPublicAccessBlock"),
                    route("s3 DELETE /v20180820/.* DeleteAccountPublicAccessBlock"));

    private static Route route(String text) {
        String[] words = text.split(" ", 4);
        return new Route(words[0], words[1], Pattern.compile(words[2]), words[3]);
    }

    static Call of(String function, SdkHttpRequest http, String body) {
        Map<String, String> query = new TreeMap<>();
        http.forEachRawQueryParameter((name, values) ->
                query.put(
                        name,
                        values.isEmpty() || values.getFirst() == null ? "" : values.getFirst()));
        String path = http.encodedPath();
        String authorization = http.firstMatchingHeader("Authorization").orElse("");
        Matcher scope = SCOPE.matcher(authorization);
        String service = scope.find() ? scope.group(1) : "slack";
        return new Call(
                function,
                service,
                operation(service, http, path, query, body),
                http.method().name(),
                path,
                query,
                http,
                body);
    }

    private static String operation(
            String service,
            SdkHttpRequest http,
            String path,
            Map<String, String> query,
            String body) {
        String target = http.firstMatchingHeader("X-Amz-Target").orElse("");
        if (!target.isEmpty()) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        if (service.equals("slack")) {
            return path.substring(path.lastIndexOf('/') + 1);
        }
        if (body.startsWith("Action=")) {
            return form(body).getOrDefault("Action", "");
        }
        for (Route route : ROUTES) {
            if (route.service().equals(service)
                    && route.method().equals(http.method().name())
                    && route.path().matcher(path).matches()) {
                return route.operation();
            }
        }
        if (service.equals("s3")) {
            String verb = http.method().name();
            String part = String.join("", query.keySet());
            return verb.charAt(0)
                    + verb.substring(1).toLowerCase(Locale.ROOT)
                    + "Bucket"
                    + part.substring(0, 1).toUpperCase(Locale.ROOT)
                    + part.substring(1);
        }
        throw new IllegalStateException(
                "no operation known: " + service + " " + http.method() + " " + path);
    }

    /** A form's fields. */
    static Map<String, String> form(String body) {
        Map<String, String> fields = new TreeMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
        }
        return fields;
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Node json() {
        try {
            return Node.parse(body);
        } catch (BadJson e) {
            throw new IllegalStateException(name() + " without JSON: " + body, e);
        }
    }

    String name() {
        return service + "." + operation;
    }

    /** The call with what it is about in the ledger, whose items differ in what they mean. */
    String site() {
        return function + " " + name() + detail();
    }

    private String detail() {
        if (!service.equals("dynamodb")) {
            return service.equals("sqs")
                    ? " to "
                            + json().textOr("", "QueueUrl")
                                    .substring(json().textOr("", "QueueUrl").lastIndexOf('/') + 1)
                    : "";
        }
        Matcher key = Pattern.compile("\"(?:pk)\":\\{\"S\":\"([a-z]+)").matcher(body);
        Set<String> kinds = new TreeSet<>();
        while (key.find()) {
            kinds.add(key.group(1));
        }
        String index = json().textOr("", "IndexName");
        return (kinds.isEmpty() ? "" : " " + String.join("+", kinds))
                + (index.isEmpty() ? "" : " " + index);
    }
}
