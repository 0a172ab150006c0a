package dev.amends.lambdapermissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.Target;
import dev.amends.core.lambda.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    private final Hands clock = new Hands();
    private Duration timeout = Duration.ofDays(1);
    private final CallerSearch search =
            new CallerSearch(
                    rest,
                    http,
                    new Pace(clock, clock::pass),
                    () -> timeout.minus(Duration.ofMillis(clock.millis())));

    /** A clock that stands still until somebody waits. */
    private static final class Hands extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

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

        assertThat(search.of(TARGET))
                .isEqualTo(Callers.unknown("there are more than 10 APIs of a kind"));
        assertThat(rest.calls).containsExactly("GetRestApis");
    }

    @Test
    void a_role_that_may_not_look_finds_nothing_and_says_so() throws Exception {
        rest.denied = true;

        assertThat(search.of(TARGET))
                .isEqualTo(Callers.unknown("Amends may not look at the APIs here"));
    }

    /** What is on the next page may be the caller. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GetRestApis",
                "GetResources",
                "GetAuthorizers",
                "GetApis",
                "GetIntegrations",
                "GetAuthorizersV2"
            })
    void a_listing_that_is_cut_off_is_never_no_callers(String listing) throws Exception {
        rest.api("other", PATH.formatted(ARN + "-2"), "");
        http.integrations = Map.of("another", ARN + "-2");
        rest.cutOff = listing;
        http.cutOff = listing;

        assertThat(search.of(TARGET))
                .isEqualTo(Callers.unknown("API Gateway did not list all there is"));
    }

    /**
     * GetResources is 5 per 2 seconds for the whole account, and a function has two environments
     * (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
     */
    @Test
    void two_environments_leave_most_of_the_quota_of_get_resources_to_the_account()
            throws Exception {
        for (int i = 0; i < 10; i++) {
            rest.api("api" + i, "http://example.com", "");
        }
        List<Long> asked = new ArrayList<>();
        rest.before = () -> asked.add(clock.millis());

        search.of(TARGET);

        assertThat(asked).hasSize(10);
        for (int i = 1; i < asked.size(); i++) {
            assertThat(asked.get(i) - asked.get(i - 1)).isGreaterThanOrEqualTo(2_000);
        }
    }

    @Test
    void a_search_that_is_out_of_time_says_so_and_leaves_enough_to_tell_of_it() throws Exception {
        for (int i = 0; i < 10; i++) {
            rest.api("api" + i, "http://example.com", "");
        }
        timeout = Duration.ofSeconds(40);
        rest.before = () -> clock.pass(Duration.ofSeconds(3));

        assertThat(search.of(TARGET)).isEqualTo(Callers.unknown("there was not enough time"));

        assertThat(timeout.minusMillis(clock.millis())).isGreaterThan(Duration.ofSeconds(20));
    }

    /**
     * The most that there can be to look at, every call as slow as a healthy one may be, and the
     * pace kept: it ends with time to spare, and with as many messages as a batch has.
     */
    @Test
    void the_longest_search_fits_the_time_out_of_the_template_for_a_whole_batch() throws Exception {
        Map<String, String> integrations = new HashMap<>();
        for (int i = 0; i < CallerSearch.MOST; i++) {
            rest.api("api" + i, "http://example.com", "");
            integrations.put("http" + i, "http://example.com");
        }
        http.integrations = integrations;
        Runnable slow = () -> clock.pass(Duration.ofMillis(500));
        rest.each = slow;
        http.each = slow;

        Callers callers = search.of(TARGET);

        assertThat(callers).isEqualTo(new Callers("", List.of()));
        Duration search = Duration.ofMillis(clock.millis());
        Duration others = Duration.ofSeconds(2);
        int batch = template("BatchSize: (\\d+)");
        assertThat(search.plus(others).multipliedBy(batch).plus(CallerSearch.LEFT))
                .as("%d messages, each with a search of %s", batch, search)
                .isLessThanOrEqualTo(Duration.ofSeconds(template("Timeout: (\\d+)")));
        assertThat(visibility()).isEqualTo(6 * template("Timeout: (\\d+)"));
    }

    private static int template(String pattern) throws IOException {
        return number("  LambdaPermissionsFunction:", pattern);
    }

    private static int visibility() throws IOException {
        return number("  LambdaPermissionsInbox:", "VisibilityTimeout: (\\d+)");
    }

    private static int number(String resource, String pattern) throws IOException {
        String template = Files.readString(Path.of("../../template.yaml"));
        Matcher matcher = Pattern.compile(pattern).matcher(template);
        assertThat(matcher.find(template.indexOf("\n" + resource + "\n"))).isTrue();
        return Integer.parseInt(matcher.group(1));
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
        private String cutOff = "";
        private Runnable before = () -> {};
        private Runnable each = () -> {};

        private String more(String listing) {
            each.run();
            return listing.equals(cutOff) ? "more" : null;
        }

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
            return GetRestApisResponse.builder().items(apis).position(more("GetRestApis")).build();
        }

        @Override
        public GetResourcesResponse getResources(GetResourcesRequest request) {
            calls.add("GetResources");
            before.run();
            assertThat(request.embed()).containsExactly("methods");
            Integration integration =
                    Integration.builder().uri(integrations.get(request.restApiId())).build();
            return GetResourcesResponse.builder()
                    .position(more("GetResources"))
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
                    .position(more("GetAuthorizers"))
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
        private String cutOff = "";
        private Runnable each = () -> {};

        private String more(String listing) {
            each.run();
            return listing.equals(cutOff) ? "more" : null;
        }

        @Override
        public GetApisResponse getApis(GetApisRequest request) {
            return GetApisResponse.builder()
                    .nextToken(more("GetApis"))
                    .items(
                            integrations.keySet().stream()
                                    .map(id -> Api.builder().apiId(id).build())
                                    .toList())
                    .build();
        }

        @Override
        public GetIntegrationsResponse getIntegrations(GetIntegrationsRequest request) {
            return GetIntegrationsResponse.builder()
                    .nextToken(more("GetIntegrations"))
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
                    .nextToken(more("GetAuthorizersV2"))
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
