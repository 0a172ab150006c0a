package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Functions and who may invoke them: opened with real calls, closed by a press, opened again. */
class LambdaPermissionsE2eTest extends E2e {
    private static final String ANN = "U0ANN00001";
    private static final String OPEN = "lambda-permission-open";
    private static final String URL = "function-url-public";

    /** Names of functions end after 64 characters, so it may be cut. */
    private static final String FUNCTION = "LambdaPermissionsFunc";

    private static final String GATEWAY = "apigateway.amazonaws.com";

    private final List<Runnable> cleanUp = new ArrayList<>();

    @BeforeEach
    void whoIsInTheGroupOfApprovers() {
        account.keeper();
    }

    /** What is left of one test would be found by the search of the next. */
    @AfterEach
    void noApiStays() {
        cleanUp.forEach(Runnable::run);
        account.quiet();
    }

    @Test
    void anOpenPermissionIsAskedAboutScopedByAPressAndOpenedAgainByAnother() {
        String function = function("orders-api");
        restApi("elsewhere", "arn:aws:lambda:us-east-1:000000000000:function:other");
        String api = restApi("orders", arn(function));
        long before = account.mark();

        permit(function, r -> r.statementId("apigw").principal(GATEWAY));

        JsonNode card = account.card(function, "Waits for a decision");
        assertThat(card.path("text").asText())
                .isEqualTo(
                        "Waits for a decision: Any API Gateway in any AWS account can invoke %s. Statement \"apigw\" has no condition that would limit it. Amends would replace statement \"apigw\" by one that lets in only API %s (orders), and asks first."
                                .formatted(function, api));
        List<JsonNode> asked = calls(before, "open permission, asked");
        assertThat(asked.stream().filter(beside())).hasSize(5);
        assertThat(statements(function)).containsOnlyKeys("apigw");

        long approved = account.mark();
        account.press(ANN, card, "fix");
        JsonNode fixed = account.card(function, "Fixed");
        List<JsonNode> made = calls(approved, "fixed after approval");
        assertThat(made.stream().filter(beside())).hasSize(10);
        assertThat(made.stream().filter(c -> operation(c).contains("P")).map(this::operation))
                .containsSubsequence("GetPolicy", "AddPermission", "GetPolicy", "RemovePermission");
        assertThat(statements(function)).containsOnlyKeys("apigw-scoped");
        assertThat(statements(function).get("apigw-scoped").toString())
                .contains("arn:aws:execute-api:us-east-1:%s:%s/*".formatted(Account.ID, api));

        long undone = account.mark();
        account.press(ANN, fixed, "undo");
        assertThat(account.card(function, "Waits for a decision").path("text").asText())
                .contains("Undone, as ", "It is open again");
        calls(undone, "undone");
        assertThat(statements(function)).containsOnlyKeys("apigw");
        assertThat(statements(function).get("apigw").has("Condition")).isFalse();
        assertThat(account.cards(function)).as("one card from beginning to end").hasSize(1);
    }

    @Test
    void anAliasHasAPolicyOfItsOwnAndAnHttpApiThatCallsIt() {
        String function = function("aliased");
        account.lambda.createAlias(r ->
                r.functionName(function)
                        .name("live")
                        .functionVersion(
                                account.lambda
                                        .publishVersion(v -> v.functionName(function))
                                        .version()));
        httpApi("somebody", arn(function) + "-else");
        String api = httpApi("orders", arn(function) + ":live");

        permit(function, r -> r.qualifier("live").statementId("apigw").principal(GATEWAY));

        JsonNode card = account.card(function + ":live", "Waits for a decision");
        assertThat(card.path("text").asText()).contains("lets in only API " + api + " (orders)");
        account.press(ANN, card, "fix");
        account.card(function + ":live", "Fixed");
        assertThat(statements(function, "live")).containsOnlyKeys("apigw-scoped");
    }

    @Test
    void everyoneIsFlaggedWithTheCommandThatClosesIt() {
        String function = function("everyone");

        permit(function, r -> r.statementId("everyone").principal("*"));

        JsonNode card = account.card(function, "Needs a person");
        assertThat(card.path("text").asText())
                .contains("Anyone with an AWS account can invoke " + function);
        assertThat(card.path("blocks").toString())
                .contains(
                        "To paste",
                        "aws lambda remove-permission --function-name '%s' --statement-id 'everyone'"
                                .formatted(function));
        account.lambda.removePermission(r -> r.functionName(function).statementId("everyone"));
        account.card(function, "Put right");
    }

    @Test
    void whatIsFineCostsNoCall() {
        String function = function("fine");
        long before = account.mark();

        permit(
                function,
                r ->
                        r.statementId("topic")
                                .principal("sns.amazonaws.com")
                                .sourceArn("arn:aws:sns:us-east-1:000000000000:orders"));
        permit(function, r -> r.statementId("partner").principal("arn:aws:iam::444455556666:root"));

        String heartbeat =
                account.sqs
                        .sendMessage(r ->
                                r.queueUrl(account.permissionsInbox)
                                        .messageBody("{\"amends\":\"heartbeat\"}"))
                        .messageId();
        Account.await(
                "the heartbeat behind it",
                Account.PATIENCE,
                () ->
                        account
                                .outcomes(
                                        FUNCTION, n -> n.path("message").asText().equals(heartbeat))
                                .stream()
                                .findFirst());
        account.quiet();
        assertThat(account.calls(before, FUNCTION)).isEmpty();
    }

    @Test
    void aPublicUrlIsFlaggedCanBeExemptAndIsSettledWhenItAsksForASignature() {
        String function = function("public-url");
        long before = account.mark();
        account.lambda.createFunctionUrlConfig(r -> r.functionName(function).authType("NONE"));
        account.quiet();
        assertThat(account.cards(function)).as("no policy lets anyone through yet").isEmpty();

        permit(
                function,
                r ->
                        r.statementId("FunctionURLAllowPublicAccess")
                                .action("lambda:InvokeFunctionUrl")
                                .principal("*")
                                .functionUrlAuthType("NONE"));

        JsonNode card = account.card(function, "Needs a person");
        assertThat(card.path("text").asText())
                .startsWith(
                        "Needs a person: Anyone on the internet can call %s through its function URL."
                                .formatted(function));
        assertThat(card.path("blocks").toString()).contains("AuthType: AWS_IAM");
        calls(before, "public URL, made and flagged");

        decide("exempt", function, "--days", "7", "--reason", "it is the shop's front door");
        account.card(function, "Exempt for now");
        decide("look", function);
        account.card(function, "Needs a person");

        account.lambda.updateFunctionUrlConfig(r -> r.functionName(function).authType("AWS_IAM"));
        account.card(function, "Put right");
        assertThat(account.cards(function)).as("one before the exemption, one after").hasSize(2);
    }

    private static void decide(String command, String function, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, "--yes", "--guardrail", URL, arn(function)));
        words.addAll(List.of(more));
        Account.Ended ended = account.amends(words.toArray(String[]::new));
        assertThat(ended.exit()).as(ended.output()).isZero();
    }

    @Test
    void aPauseHoldsAnOpenPermissionAndTheKeeperBringsItBack() {
        String function = function("paused");
        assertThat(account.amends("pause", "2h", "--reason", "the API is down").exit()).isZero();

        permit(function, r -> r.statementId("rule").principal("events.amazonaws.com"));
        Account.awaitTrue(
                "it is held",
                () ->
                        !account.outcomes(
                                        FUNCTION,
                                        n ->
                                                n.path("resource").asText().equals(arn(function))
                                                        && n.path("outcome")
                                                                .asText()
                                                                .equals("held"))
                                .isEmpty());
        assertThat(account.amends("resume").exit()).isZero();
        account.keeper();

        account.card(function, "Waits for a decision");
    }

    @Test
    void namesCanBeExempt() {
        String function = function("meant");
        permit(function, r -> r.statementId("rule").principal("events.amazonaws.com"));
        account.card(function, "Waits for a decision");
        for (String guardrail : List.of(OPEN, URL)) {
            exempt(guardrail, function, "--days", "7", "--reason", "it is meant");
        }
        account.card(function, "Exempt for now");
        for (String guardrail : List.of(OPEN, URL)) {
            exempt(guardrail, function, "--end");
        }
        account.quiet();
    }

    // ------------------------------------------------------------------------------ the account

    /** Makes a function that has no policy. */
    static String function(String what) {
        String name = "e2e-" + what + "-" + UUID.randomUUID().toString().substring(0, 8);
        account.lambda.createFunction(r ->
                r.functionName(name)
                        .runtime("python3.13")
                        .handler("index.handler")
                        .role("arn:aws:iam::000000000000:role/e2e")
                        .code(c -> c.zipFile(SdkBytes.fromByteArray(zip()))));
        account.lambda.waiter().waitUntilFunctionActiveV2(r -> r.functionName(name));
        return name;
    }

    private static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("index.py"));
            zip.write("def handler(event, context): pass".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String arn(String function) {
        return "arn:aws:lambda:%s:%s:function:%s".formatted(Account.REGION, Account.ID, function);
    }

    private static void permit(String function, Consumer<AddPermissionRequest.Builder> permission) {
        account.lambda.addPermission(r -> {
            r.functionName(function).action("lambda:InvokeFunction");
            permission.accept(r);
        });
    }

    /** A REST API with one method that calls a function. */
    private String restApi(String name, String function) {
        String id = account.restApis.createRestApi(r -> r.name(name)).id();
        cleanUp.add(() -> account.restApis.deleteRestApi(r -> r.restApiId(id)));
        String root = account.restApis.getResources(r -> r.restApiId(id)).items().getFirst().id();
        account.restApis.putMethod(
                r -> r.restApiId(id).resourceId(root).httpMethod("GET").authorizationType("NONE"));
        account.restApis.putIntegration(r ->
                r.restApiId(id)
                        .resourceId(root)
                        .httpMethod("GET")
                        .type("AWS_PROXY")
                        .integrationHttpMethod("POST")
                        .uri(
                                "arn:aws:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations"
                                        .formatted(Account.REGION, function)));
        return id;
    }

    private String httpApi(String name, String function) {
        String id =
                account.httpApis
                        .createApi(r -> r.name(name).protocolType(ProtocolType.HTTP))
                        .apiId();
        cleanUp.add(() -> account.httpApis.deleteApi(r -> r.apiId(id)));
        account.httpApis.createIntegration(r ->
                r.apiId(id)
                        .integrationType(IntegrationType.AWS_PROXY)
                        .integrationUri(function)
                        .payloadFormatVersion("2.0"));
        return id;
    }

    private static Map<String, JsonNode> statements(String function) {
        return statements(function, null);
    }

    private static Map<String, JsonNode> statements(String function, @Nullable String qualifier) {
        Map<String, JsonNode> statements = new TreeMap<>();
        try {
            String policy =
                    account.lambda
                            .getPolicy(r -> r.functionName(function).qualifier(qualifier))
                            .policy();
            Account.json(policy)
                    .path("Statement")
                    .forEach(s -> statements.put(s.path("Sid").asText(), s));
        } catch (ResourceNotFoundException e) {
            return statements;
        }
        return statements;
    }

    // ------------------------------------------------------------------------------- the calls

    private String operation(JsonNode call) {
        return call.path("operation").asText();
    }

    /** Calls beside those that look for the caller. */
    private static Predicate<JsonNode> beside() {
        return call -> !call.path("service").asText().startsWith("apigateway");
    }

    private List<JsonNode> calls(long mark, String what) {
        List<JsonNode> calls = account.calls(mark, FUNCTION);
        System.out.printf(
                "%s: %d calls, %d of them to find the caller: %s%n",
                what,
                calls.size(),
                calls.stream().filter(beside().negate()).count(),
                calls.stream().map(this::operation).toList());
        return calls;
    }
}
