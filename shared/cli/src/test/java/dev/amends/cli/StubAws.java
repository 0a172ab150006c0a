package dev.amends.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.testkit.LocalDynamo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The real clients against a small server on the loopback interface that answers as AWS does for
 * the few calls the command line makes; the table is a real one, in DynamoDB Local.
 */
final class StubAws implements Aws, AutoCloseable {
    final Map<String, String> outputs = new LinkedHashMap<>();
    final Map<String, List<String>> queues = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    final List<String> invoked = new ArrayList<>();
    String table = LocalDynamo.get().ledgerTable();
    String answer = "{\"outcomes\":[]}";
    String functionError = "";
    String functionLog = "";
    String refuseInvoking = "nothing";

    /** What other services answer, by operation; one that is not here is denied. */
    final Map<String, String> answers = new HashMap<>();

    /** What the event history answers to a lookup. */
    Function<Node, String> history = lookup -> "{\"Events\":[]}";

    private static final String ALIAS =
            "arn:aws:lambda:us-east-1:111122223333:function:amends-%s:live";

    private static final String DENIED =
            "{\"__type\":\"AccessDeniedException\",\"message\":\"not allowed\"}";

    private final Map<String, String> inFlight = new LinkedHashMap<>();
    private final HttpServer server;
    private int receipts;

    StubAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        outputs.put("LedgerTable", table);
        outputs.put("GuardrailFunctions", ALIAS.formatted("log-groups"));
        outputs.put("Version", "0.1.0");
        outputs.put(
                "Inboxes",
                "log-group-no-retention=%s,slack-out=%s".formatted(url("lg"), url("so")));
        outputs.put(
                "DeadLetterQueues",
                "log-groups=%s|%s|%s,slack-out=%s|%s|%s"
                        .formatted(
                                url("lg-dead"),
                                url("lg"),
                                ALIAS.formatted("log-groups"),
                                url("so-dead"),
                                url("so"),
                                ALIAS.formatted("slack-out")));
        for (String queue : List.of("lg-dead", "lg", "so-dead", "so")) {
            queues.put(queue, new ArrayList<>());
        }
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private String url(String queue) {
        return endpoint() + "/111122223333/" + queue;
    }

    List<String> queue(String name) {
        return queues.getOrDefault(name, List.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String path = exchange.getRequestURI().getPath();
        int status = 200;
        String reply;
        if (target != null) {
            String operation = target.substring(target.lastIndexOf('.') + 1);
            calls.add(operation);
            try {
                reply =
                        switch (operation) {
                            case "LookupEvents" -> history.apply(Node.parse(body));
                            default ->
                                    target.startsWith("AmazonSQS")
                                            ? sqs(operation, Node.parse(body))
                                            : answers.getOrDefault(operation, DENIED);
                        };
            } catch (BadJson e) {
                throw new IOException(e);
            }
            if (reply.contains("__type")) {
                status = 400;
            }
        } else if (path.endsWith("/invocations")) {
            calls.add("Invoke");
            invoked.add(body);
            reply = answer;
            String error = functionError;
            if (body.contains(refuseInvoking)) {
                error = "Unhandled";
                reply = "{\"errorMessage\":\"it fell over\"}";
            } else if (body.startsWith("{\"amends\"")) {
                // Who plays the function takes it from there.
                queue(path.contains("slack-out") ? "so" : "lg").add(body);
            }
            if (!error.isEmpty()) {
                exchange.getResponseHeaders().add("X-Amz-Function-Error", error);
            }
            exchange.getResponseHeaders()
                    .add(
                            "X-Amz-Log-Result",
                            Base64.getEncoder()
                                    .encodeToString(functionLog.getBytes(StandardCharsets.UTF_8)));
        } else if (path.endsWith("/event-source-mappings")) {
            reply = answers.getOrDefault("ListEventSourceMappings", DENIED);
            status = reply.equals(DENIED) ? 403 : 200;
        } else if (body.contains("Action=GetCallerIdentity")) {
            reply =
                    "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/ada</Arn><UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
        } else if (body.contains("StackName=amends&") || body.endsWith("StackName=amends")) {
            reply = stack();
        } else {
            status = 400;
            reply =
                    "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id other does not exist</Message></Error></ErrorResponse>";
        }
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String stack() {
        StringBuilder members = new StringBuilder();
        outputs.forEach((key, value) ->
                members.append("<member><OutputKey>")
                        .append(key)
                        .append("</OutputKey><OutputValue>")
                        .append(value)
                        .append("</OutputValue></member>"));
        return "<DescribeStacksResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><DescribeStacksResult><Stacks><member><StackName>amends</StackName><Outputs>"
                + members
                + "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>";
    }

    private String sqs(String operation, Node in) {
        String url = in.textOr("", "QueueUrl");
        List<String> queue = queue(url.substring(url.lastIndexOf('/') + 1));
        String receipt = in.textOr("", "ReceiptHandle");
        return switch (operation) {
            case "GetQueueAttributes" ->
                    "{\"Attributes\":{%s}}"
                            .formatted(
                                    in.at("AttributeNames").texts().contains("QueueArn")
                                            ? "\"QueueArn\":\"arn:aws:sqs:us-east-1:111122223333:%s\""
                                                    .formatted(
                                                            url.substring(url.lastIndexOf('/') + 1))
                                            : "\"ApproximateNumberOfMessages\":\"%d\",\"ApproximateNumberOfMessagesNotVisible\":\"0\""
                                                    .formatted(queue.size()));
            case "ReceiveMessage" -> receive(queue, in);
            // The queues' policies: only rules and roles of Amends send.
            case "SendMessage" -> DENIED;
            case "DeleteMessage" -> {
                inFlight.remove(receipt);
                yield "{}";
            }
            case "ChangeMessageVisibility" -> {
                String body = inFlight.remove(receipt);
                if (body != null) {
                    queue.add(body);
                }
                yield "{}";
            }
            default -> "{\"__type\":\"com.amazonaws.sqs#UnsupportedOperation\"}";
        };
    }

    private String receive(List<String> queue, Node in) {
        Long most = in.number("MaxNumberOfMessages");
        List<Map<String, Object>> messages = new ArrayList<>();
        while (most != null && messages.size() < most && !queue.isEmpty()) {
            String body = queue.removeFirst();
            String receipt = "r" + receipts++;
            inFlight.put(receipt, body);
            messages.add(
                    Map.of(
                            "MessageId",
                            "id-" + receipt,
                            "ReceiptHandle",
                            receipt,
                            "Body",
                            body,
                            "MD5OfBody",
                            md5(body)));
        }
        return Node.write(Map.of("Messages", messages));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Override
    public CloudFormationClient cloudFormation() {
        return client(CloudFormationClient.builder());
    }

    @Override
    public DynamoDbClient dynamo() {
        return LocalDynamo.get().client();
    }

    @Override
    public CloudTrailClient cloudTrail() {
        return client(CloudTrailClient.builder());
    }

    @Override
    public EventBridgeClient eventBridge() {
        return client(EventBridgeClient.builder());
    }

    @Override
    public LambdaClient lambda() {
        return client(LambdaClient.builder());
    }

    @Override
    public SqsClient sqs() {
        return client(SqsClient.builder());
    }

    @Override
    public StsClient sts() {
        return client(StsClient.builder());
    }
}
