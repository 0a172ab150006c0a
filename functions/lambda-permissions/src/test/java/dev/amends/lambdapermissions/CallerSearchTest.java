package dev.amends.lambdapermissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.Target;
import dev.amends.core.lambda.Pace;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiGatewayException;
import software.amazon.awssdk.services.apigateway.model.Authorizer;
import software.amazon.awssdk.services.apigateway.model.GetAuthorizersRequest;
import software.amazon.awssdk.services.apigateway.model.GetAuthorizersResponse;
import software.amazon.awssdk.services.apigateway.model.GetResourcesRequest;
import software.amazon.awssdk.services.apigateway.model.GetResourcesResponse;
import software.amazon.awssdk.services.apigateway.model.GetRestApisRequest;
import software.amazon.awssdk.services.apigateway.model.GetRestApisResponse;
import software.amazon.awssdk.services.apigateway.model.Integration;
import software.amazon.awssdk.services.apigateway.model.Method;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.apigateway.model.RestApi;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisRequest;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetIntegrationsRequest;
import software.amazon.awssdk.services.apigatewayv2.model.GetIntegrationsResponse;

/** Which APIs are found to call a function. */
class CallerSearchTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:function:orders-api";
    private static final Target TARGET = new Target("111122223333", "eu-west-1", ARN, "orders-api");
    private static final String PATH =
            "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/%s/invocations";

    private final Rest rest = new Rest();
    private final Http http = new Http();
    private final CallerSearch search = new CallerSearch(rest, http, new Pace(Clock.systemUTC()));

    @Test
    void an_integration_or_authorizer_of_a_rest_api_and_an_integration_of_another_kind()
            throws Exception {
        rest.api("integrates", PATH.formatted(ARN), "");
        rest.api("authorizes", "http://example.com", PATH.formatted(ARN));
        rest.api("other", PATH.formatted(ARN + "-2"), PATH.formatted(ARN + ":live"));
        http.integrations = Map.of("websocket", ARN, "another", ARN + ":live");

        Callers callers = search.of(TARGET);

        assertThat(callers.looked()).isTrue();
        assertThat(callers.apis())
                .extracting(Callers.Api::id)
                .containsExactlyInAnyOrder("integrates", "authorizes", "websocket");
    }

    @Test
    void too_many_apis_are_not_looked_at() throws Exception {
        for (int i = 0; i < 11; i++) {
            rest.api("api" + i, PATH.formatted(ARN), "");
        }

        assertThat(search.of(TARGET)).isEqualTo(Callers.NOT_LOOKED_FOR);
        assertThat(rest.calls).containsExactly("GetRestApis");
    }

    @Test
    void a_role_that_may_not_look_finds_nothing_and_says_so() throws Exception {
        rest.denied = true;

        assertThat(search.of(TARGET)).isEqualTo(Callers.NOT_LOOKED_FOR);
    }

    @Test
    void what_a_uri_calls() {
        assertThat(CallerSearch.calls(PATH.formatted(ARN), ARN)).isTrue();
        assertThat(CallerSearch.calls(ARN, ARN)).isTrue();
        assertThat(CallerSearch.calls(PATH.formatted(ARN + ":$LATEST"), ARN)).isTrue();
        assertThat(CallerSearch.calls(PATH.formatted(ARN + ":live"), ARN + ":live")).isTrue();
        assertThat(CallerSearch.calls(PATH.formatted(ARN + ":${stageVariables.alias}"), ARN))
                .as("a stage variable may say anything")
                .isTrue();
        assertThat(CallerSearch.calls(PATH.formatted(ARN + "-2:${stageVariables.alias}"), ARN))
                .isFalse();
        assertThat(CallerSearch.calls(PATH.formatted(ARN + ":live"), ARN)).isFalse();
        assertThat(CallerSearch.calls(PATH.formatted(ARN + "-2"), ARN)).isFalse();
        assertThat(CallerSearch.calls("https://example.com/${stageVariables.path}", ARN)).isFalse();
        assertThat(CallerSearch.calls(null, ARN)).isFalse();
    }

    /** REST APIs with one method each. */
    private static final class Rest implements ApiGatewayClient {
        private final List<RestApi> apis = new ArrayList<>();
        private final Map<String, String> integrations = new HashMap<>();
        private final Map<String, String> authorizers = new HashMap<>();
        private final List<String> calls = new ArrayList<>();
        private boolean denied;

        void api(String id, String integration, String authorizer) {
            apis.add(RestApi.builder().id(id).name("called " + id).build());
            integrations.put(id, integration);
            authorizers.put(id, authorizer);
        }

        @Override
        public GetRestApisResponse getRestApis(GetRestApisRequest request) {
            calls.add("GetRestApis");
            if (denied) {
                throw ApiGatewayException.builder()
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("AccessDeniedException")
                                        .build())
                        .build();
            }
            return GetRestApisResponse.builder().items(apis).build();
        }

        @Override
        public GetResourcesResponse getResources(GetResourcesRequest request) {
            calls.add("GetResources");
            assertThat(request.embed()).containsExactly("methods");
            Integration integration =
                    Integration.builder().uri(integrations.get(request.restApiId())).build();
            return GetResourcesResponse.builder()
                    .items(
                            Resource.builder().path("/").build(),
                            Resource.builder()
                                    .path("/orders")
                                    .resourceMethods(
                                            Map.of(
                                                    "GET",
                                                    Method.builder().build(),
                                                    "POST",
                                                    Method.builder()
                                                            .methodIntegration(integration)
                                                            .build()))
                                    .build())
                    .build();
        }

        @Override
        public GetAuthorizersResponse getAuthorizers(GetAuthorizersRequest request) {
            calls.add("GetAuthorizers");
            return GetAuthorizersResponse.builder()
                    .items(
                            Authorizer.builder().build(),
                            Authorizer.builder()
                                    .authorizerUri(authorizers.get(request.restApiId()))
                                    .build())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** HTTP and WebSocket APIs with one integration each. */
    private static final class Http implements ApiGatewayV2Client {
        private Map<String, String> integrations = Map.of();

        @Override
        public GetApisResponse getApis(GetApisRequest request) {
            return GetApisResponse.builder()
                    .items(
                            integrations.keySet().stream()
                                    .map(id -> Api.builder().apiId(id).build())
                                    .toList())
                    .build();
        }

        @Override
        public GetIntegrationsResponse getIntegrations(GetIntegrationsRequest request) {
            return GetIntegrationsResponse.builder()
                    .items(
                            software.amazon.awssdk.services.apigatewayv2.model.Integration.builder()
                                    .integrationUri(integrations.get(request.apiId()))
                                    .build())
                    .build();
        }

        @Override
        public software.amazon.awssdk.services.apigatewayv2.model.GetAuthorizersResponse
                getAuthorizers(
                        software.amazon.awssdk.services.apigatewayv2.model.GetAuthorizersRequest
                                request) {
            return software.amazon.awssdk.services.apigatewayv2.model.GetAuthorizersResponse
                    .builder()
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
