package dev.amends.lambdapermissions;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.guardrail.Target;
import dev.amends.core.lambda.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.Method;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;

/**
 * Finds the APIs of this account and Region that call a function: integrations and authorizers of
 * REST, HTTP and WebSocket APIs. API Gateway has no index of them, so every API is looked at, up to
 * a number that leaves the account its quota.
 */
final class CallerSearch {
    /** So many APIs of each kind; where there are more, nothing is said about which one calls. */
    private static final int MOST = 10;

    /** What one page of a listing holds at most. */
    private static final int PAGE = 500;

    /** Stands before a function's name in every ARN of one. */
    private static final String NAMED = ":function:";

    private final ApiGatewayClient rest;
    private final ApiGatewayV2Client http;
    private final Pace pace;

    CallerSearch(ApiGatewayClient rest, ApiGatewayV2Client http, Pace pace) {
        this.rest = rest;
        this.http = http;
        this.pace = pace;
    }

    Callers of(Target function) throws Transient {
        List<Callers.Api> found = new ArrayList<>();
        try {
            boolean all = rest(function.arn(), found) && http(function.arn(), found);
            return all ? new Callers(true, found) : Callers.NOT_LOOKED_FOR;
        } catch (SdkException e) {
            if (AwsErrors.denied(e)) {
                // The finding matters more than whom to let in instead: the whole account, then.
                return Callers.NOT_LOOKED_FOR;
            }
            throw new Transient("API Gateway could not be asked", e);
        }
    }

    private boolean rest(String function, List<Callers.Api> found) {
        var apis = ask("GetRestApis", () -> rest.getRestApis(r -> r.limit(PAGE)));
        if (apis.position() != null || apis.items().size() > MOST) {
            return false;
        }
        for (var api : apis.items()) {
            var resources =
                    ask(
                            "GetResources",
                            () ->
                                    rest.getResources(r ->
                                            r.restApiId(api.id()).embed("methods").limit(PAGE)));
            if (resources.position() != null) {
                return false;
            }
            boolean calls = resources.items().stream().anyMatch(r -> calls(r, function));
            if (!calls) {
                calls =
                        ask(
                                        "GetAuthorizers",
                                        () ->
                                                rest.getAuthorizers(
                                                        r -> r.restApiId(api.id()).limit(PAGE)))
                                .items()
                                .stream()
                                .anyMatch(a -> calls(a.authorizerUri(), function));
            }
            if (calls) {
                found.add(new Callers.Api(api.id(), api.name() == null ? "" : api.name()));
            }
        }
        return true;
    }

    private static boolean calls(Resource resource, String function) {
        for (Method method : resource.resourceMethods().values()) {
            if (method.methodIntegration() != null
                    && calls(method.methodIntegration().uri(), function)) {
                return true;
            }
        }
        return false;
    }

    private boolean http(String function, List<Callers.Api> found) {
        String page = Integer.toString(PAGE);
        var apis = ask("GetApis", () -> http.getApis(r -> r.maxResults(page)));
        if (apis.nextToken() != null || apis.items().size() > MOST) {
            return false;
        }
        for (var api : apis.items()) {
            var integrations =
                    ask(
                            "GetIntegrations",
                            () -> http.getIntegrations(r -> r.apiId(api.apiId()).maxResults(page)));
            if (integrations.nextToken() != null) {
                return false;
            }
            boolean calls =
                    integrations.items().stream()
                            .anyMatch(i -> calls(i.integrationUri(), function));
            if (!calls) {
                calls =
                        ask(
                                        "GetAuthorizersV2",
                                        () ->
                                                http.getAuthorizers(
                                                        r -> r.apiId(api.apiId()).maxResults(page)))
                                .items()
                                .stream()
                                .anyMatch(a -> calls(a.authorizerUri(), function));
            }
            if (calls) {
                found.add(new Callers.Api(api.apiId(), api.name() == null ? "" : api.name()));
            }
        }
        return true;
    }

    private <T> T ask(String api, Supplier<T> call) {
        pace.take(api);
        return call.get();
    }

    /**
     * Whether a URI calls this function, version or alias. One that a stage variable completes may
     * call any.
     */
    static boolean calls(@Nullable String uri, String function) {
        if (uri == null) {
            return false;
        }
        int variable = uri.indexOf("${stageVariables.");
        int name = uri.indexOf(NAMED);
        if (variable >= 0 && name >= 0 && name < variable) {
            String fixed = uri.substring(name + NAMED.length(), variable);
            return (function.substring(function.indexOf(NAMED) + NAMED.length()) + ":")
                    .startsWith(fixed);
        }
        int at = uri.indexOf(function);
        if (at < 0) {
            return false;
        }
        String rest = uri.substring(at + function.length());
        return rest.isEmpty() || rest.startsWith("/") || rest.startsWith(":$LATEST");
    }
}
