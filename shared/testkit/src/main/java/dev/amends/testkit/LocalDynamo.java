package dev.amends.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Amazon's DynamoDB Local, in a process of its own, one for all tests of a JVM. Each test makes
 * tables of its own.
 */
public final class LocalDynamo {
    /** How the names of the folders begin in which it runs. */
    static final String FOLDER = "dynamodb-local";

    private static final Duration START = Duration.ofSeconds(60);

    private static final LocalDynamo INSTANCE = new LocalDynamo();

    private final URI endpoint;
    private final DynamoDbClient client;

    private LocalDynamo() {
        try {
            int port = freePort();
            this.endpoint = URI.create("http://127.0.0.1:" + port);
            Path log = Files.createTempFile(Files.createTempDirectory(FOLDER), "", ".log");
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    classPath(),
                                    LocalDynamoProcess.class.getName(),
                                    "-inMemory",
                                    "-port",
                                    Integer.toString(port))
                            // It leaves a metadata file in the folder it runs in.
                            .directory(log.getParent().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            this.client = client(endpoint);
            awaitReady(process, log);
        } catch (IOException e) {
            throw new IllegalStateException("DynamoDB Local did not start", e);
        }
    }

    public static LocalDynamo get() {
        return INSTANCE;
    }

    public URI endpoint() {
        return endpoint;
    }

    public DynamoDbClient client() {
        return client;
    }

    /**
     * A client for an endpoint that takes any credentials.
     *
     * @param interceptors see every call
     */
    public static DynamoDbClient client(URI endpoint, ExecutionInterceptor... interceptors) {
        return client(endpoint, "test", Region.US_EAST_1, interceptors);
    }

    /**
     * A client that sees the tables of its access key and Region alone, as DynamoDB Local keeps
     * them.
     */
    public static DynamoDbClient client(
            URI endpoint, String accessKey, Region region, ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .overrideConfiguration(o -> o.executionInterceptors(List.of(interceptors)))
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(accessKey, "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** A new table with the ledger's keys and indexes, as template.yaml declares them. */
    public String ledgerTable() {
        String name = "ledger-" + Long.toHexString(System.nanoTime());
        ledgerTable(client, name);
        return name;
    }

    /** Makes such a table. */
    public static void ledgerTable(DynamoDbClient client, String name) {
        client.createTable(r ->
                r.tableName(name)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(
                                attribute("pk", ScalarAttributeType.S),
                                attribute("due", ScalarAttributeType.S),
                                attribute("dueAt", ScalarAttributeType.N),
                                attribute("unsaid", ScalarAttributeType.S),
                                attribute("state", ScalarAttributeType.S),
                                attribute("updatedAt", ScalarAttributeType.N))
                        .keySchema(key("pk", KeyType.HASH))
                        .globalSecondaryIndexes(
                                index("due-index", "due", "dueAt"),
                                index("unsaid-index", "unsaid", "updatedAt"),
                                index("state-index", "state", "updatedAt")));
    }

    /** All that a table holds. */
    public static List<Map<String, AttributeValue>> items(DynamoDbClient client, String table) {
        return client.scanPaginator(r -> r.tableName(table).consistentRead(true)).items().stream()
                .toList();
    }

    /** Takes everything out of a ledger's table. */
    public static void empty(DynamoDbClient client, String table) {
        List<WriteRequest> deletions =
                items(client, table).stream()
                        .map(item ->
                                WriteRequest.builder()
                                        .deleteRequest(d -> d.key(Map.of("pk", item.get("pk"))))
                                        .build())
                        .toList();
        for (int i = 0; i < deletions.size(); i += 25) { // as many as one call takes
            List<WriteRequest> some = deletions.subList(i, Math.min(i + 25, deletions.size()));
            client.batchWriteItem(r -> r.requestItems(Map.of(table, some)));
        }
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static GlobalSecondaryIndex index(String name, String hash, String range) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key(hash, KeyType.HASH), key(range, KeyType.RANGE))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build();
    }

    private void awaitReady(Process process, Path log) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                client.listTables();
                return;
            } catch (SdkClientException e) {
                if (!process.isAlive()) {
                    break;
                }
                pause();
            }
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        throw new IllegalStateException("DynamoDB Local did not start: " + lines);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String classPath() throws IOException {
        try (InputStream in = LocalDynamo.class.getResourceAsStream("/dynamodb-local.classpath")) {
            if (in == null) {
                throw new IOException("dynamodb-local.classpath is missing: build shared/testkit");
            }
            String jars = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Path ours =
                    Path.of(
                            LocalDynamo.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return ours + File.pathSeparator + jars;
        } catch (URISyntaxException e) {
            throw new IOException("the testkit's own place cannot be told", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
