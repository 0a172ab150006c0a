package dev.amends.lambdapermissions;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.guardrail.Target;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Pace;
import java.time.Duration;
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
    static final int MOST = 10;

    /**
     * So much must be left of the invocation for another call: should it hang, there must still be
     * time to say what was found without it.
     */
    static final Duration LEFT = Clients.CALL.multipliedBy(2).plusSeconds(6);

    /** What one page of a listing holds at most. */
    private static final int PAGE = 500;

    /** Stands before a function's name in every ARN of one. */
    private static final String NAMED = ":function:";

    private final ApiGatewayClient rest;
    private final ApiGatewayV2Client http;
    private final Pace pace;
    private final Supplier<Duration> left;

    /**
     * @param left what is left of the invocation
     */
    CallerSearch(
            ApiGatewayClient rest, ApiGatewayV2Client http, Pace pace, Supplier<Duration> left) {
        this.rest = rest;
        this.http = http;
        this.pace = pace;
        this.left = left;
    }

    /** Why it cannot be found out. */
    private static final class Unknown extends Exception {
        private static final long serialVersionUID = 1L;

        Unknown(String why) {
            super(why);
        }
    }

    Callers of(Target function) throws Transient {
        List<Callers.Api> found = new ArrayList<>();
        try {
            rest(function.arn(), found);
            http(function.arn(), found);
            return new Callers("", found);
        } catch (Unknown e) {
            return Callers.unknown(String.valueOf(e.getMessage()));
        } catch (SdkException e) {
            if (AwsErrors.denied(e)) {
                // The finding matters more than whom to let in instead: the whole account, then.
                return Callers.unknown("Amends may not look at the APIs here");
            }
            throw new Transient("API Gateway could not be asked", e);
        }
    }

    private void rest(String function, List<Callers.Api> found) throws Unknown {
        var apis = ask("GetRestApis", () -> rest.getRestApis(r -> r.limit(PAGE)));
        whole(apis.position());
        few(apis.items().size());
        for (var api : apis.items()) {
            var resources =
                    ask(
                            "GetResources",
                            () ->
                                    rest.getResources(r ->
                                            r.restApiId(api.id()).embed("methods").limit(PAGE)));
            boolean calls = resources.items().stream().anyMatch(r -> calls(r, function));
            if (!calls) {
                whole(resources.position());
                var authorizers =
                        ask(
                                "GetAuthorizers",
                                () -> rest.getAuthorizers(r -> r.restApiId(api.id()).limit(PAGE)));
                calls =
                        authorizers.items().stream()
                                .anyMatch(a -> calls(a.authorizerUri(), function));
                if (!calls) {
                    whole(authorizers.position());
                }
            }
            if (calls) {
                found.add(new Callers.Api(api.id(), api.name() == null ? "" : api.name()));
            }
        }
    }

    /** What stands on the next page may be the caller. */
    private static void whole(@Nullable String more) throws Unknown {
        if (more != null && !more.isEmpty()) {
            throw new Unknown("API Gateway did not list all there is");
        }
    }

    private static void few(int apis) throws Unknown {
        if (apis > MOST) {
            throw new Unknown("there are more than %d APIs of a kind".formatted(MOST));
        }
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

    private void http(String function, List<Callers.Api> found) throws Unknown {
        String page = Integer.toString(PAGE);
        var apis = ask("GetApis", () -> http.getApis(r -> r.maxResults(page)));
        whole(apis.nextToken());
        few(apis.items().size());
        for (var api : apis.items()) {
            var integrations =
                    ask(
                            "GetIntegrations",
                            () -> http.getIntegrations(r -> r.apiId(api.apiId()).maxResults(page)));
            boolean calls =
                    integrations.items().stream()
                            .anyMatch(i -> calls(i.integrationUri(), function));
            if (!calls) {
                whole(integrations.nextToken());
                var authorizers =
                        ask(
                                "GetAuthorizersV2",
                                () ->
                                        http.getAuthorizers(
                                                r -> r.apiId(api.apiId()).maxResults(page)));
                calls =
                        authorizers.items().stream()
                                .anyMatch(a -> calls(a.authorizerUri(), function));
                if (!calls) {
                    whole(authorizers.nextToken());
                }
            }
            if (calls) {
                found.add(new Callers.Api(api.apiId(), api.name() == null ? "" : api.name()));
            }
        }
    }

    private <T> T ask(String api, Supplier<T> call) throws Unknown {
        if (left.get().compareTo(LEFT) < 0) {
            throw new Unknown("there was not enough time");
        }
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
