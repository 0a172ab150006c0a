package dev.amends.core.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;

/** With the SDK's real clients, as priming uses them. */
class CannedServerTest {
    private static final Map<String, List<String>> ANSWERS =
            Map.of(
                    "GetItem",
                    List.of("{\"Item\":{\"pk\":{\"S\":\"primed\"}}}"),
                    "PutItem",
                    List.of("{}"),
                    "Publish",
                    List.of(
                            "<PublishResponse><PublishResult><MessageId>7</MessageId></PublishResult></PublishResponse>"));

    @Test
    void every_call_of_the_clients_is_answered_from_the_table() throws Exception {
        try (CannedServer server = new CannedServer(ANSWERS)) {
            Clients clients = Clients.canned(server);
            DynamoDbClient dynamo = clients.client(DynamoDbClient.builder());
            SnsClient sns = clients.client(SnsClient.builder());
            Credentials.from(
                    server.credentials(),
                    () -> {
                        assertThat(item(dynamo).get("pk").s()).isEqualTo("primed");
                        assertThat(sns.publish(r -> r.topicArn("t").message("m")).messageId())
                                .isEqualTo("7");
                    });
            assertThat(server.called())
                    .extracting(Canned.Call::operation)
                    .isEqualTo(List.of("GetItem", "Publish"));
            assertThat(server.called()).isEmpty();
            clients.close();
        }
    }

    @Test
    void a_mishap_happens_once_and_to_the_call_it_is_meant_for() throws Exception {
        try (CannedServer server = new CannedServer(ANSWERS)) {
            Clients clients = Clients.canned(server);
            DynamoDbClient dynamo = clients.client(DynamoDbClient.builder());
            SnsClient sns = clients.client(SnsClient.builder());
            Credentials.from(
                    server.credentials(),
                    () -> {
                        server.next(
                                new Canned.Call(Canned.Protocol.JSON, "PutItem"), Mishap.REFUSED);
                        assertThat(item(dynamo)).isNotEmpty();
                        assertThatThrownBy(() -> put(dynamo))
                                .isInstanceOf(ConditionalCheckFailedException.class);
                        put(dynamo);
                        server.next(
                                new Canned.Call(Canned.Protocol.JSON, "GetItem"), Mishap.DENIED);
                        assertThatThrownBy(() -> item(dynamo))
                                .isInstanceOf(DynamoDbException.class)
                                .hasMessageContaining("primed");
                        server.next(
                                new Canned.Call(Canned.Protocol.QUERY, "Publish"), Mishap.DENIED);
                        assertThatThrownBy(() -> sns.publish(r -> r.topicArn("t").message("m")))
                                .isInstanceOf(SnsException.class);
                    });
            clients.close();
        }
    }

    @Test
    void a_transaction_is_refused_as_dynamodb_refuses_it() throws Exception {
        try (CannedServer server = new CannedServer(Map.of("TransactWriteItems", List.of("{}")))) {
            Clients clients = Clients.canned(server);
            DynamoDbClient dynamo = clients.client(DynamoDbClient.builder());
            Put put = Put.builder().tableName("t").item(Map.of()).build();
            List<TransactWriteItem> writes = List.of(TransactWriteItem.builder().put(put).build());
            Credentials.from(
                    server.credentials(),
                    () -> {
                        server.next(
                                new Canned.Call(Canned.Protocol.JSON, "TransactWriteItems"),
                                Mishap.REFUSED);
                        assertThatThrownBy(() ->
                                        dynamo.transactWriteItems(r -> r.transactItems(writes)))
                                .isInstanceOfSatisfying(
                                        TransactionCanceledException.class,
                                        e ->
                                                assertThat(e.cancellationReasons())
                                                        .extracting(CancellationReason::code)
                                                        .containsExactly(
                                                                "ConditionalCheckFailed", "None"));
                        dynamo.transactWriteItems(r -> r.transactItems(writes));
                    });
            clients.close();
        }
    }

    @Test
    void an_answer_names_the_last_finding_that_was_written_and_waits() throws Exception {
        Map<String, List<String>> answers =
                Map.of(
                        "PutItem",
                        List.of("{}"),
                        "GetItem",
                        List.of("{\"Item\":${finding}}"),
                        "UpdateItem",
                        List.of("{\"Attributes\":{\"pk\":{\"S\":\"${finding.fingerprint}\"}}}"));
        try (CannedServer server = new CannedServer(answers)) {
            Clients clients = Clients.canned(server);
            DynamoDbClient dynamo = clients.client(DynamoDbClient.builder());
            Credentials.from(
                    server.credentials(),
                    () -> {
                        assertThat(item(dynamo)).containsEntry("pk", text("none"));
                        for (String state : List.of("AWAITING", "ACTING")) {
                            String doc = "{\"fingerprint\":\"of %s\"}".formatted(state);
                            dynamo.putItem(r ->
                                    r.tableName("t")
                                            .item(Map.of("state", text(state), "doc", text(doc))));
                        }
                        assertThat(item(dynamo)).containsEntry("state", text("AWAITING"));
                        assertThat(
                                        dynamo.updateItem(r ->
                                                        r.tableName("t")
                                                                .key(Map.of("pk", text("x"))))
                                                .attributes())
                                .containsEntry("pk", text("of AWAITING"));
                    });
            clients.close();
        }
    }

    @Test
    void answers_come_one_after_the_other_and_each_event_may_have_its_own() throws Exception {
        String item = "{\"Item\":{\"pk\":{\"S\":\"%s\"}}}";
        List<String> two = List.of(item.formatted("one"), item.formatted("two"));
        try (CannedServer server = new CannedServer(Map.of("GetItem", two))) {
            Clients clients = Clients.canned(server);
            DynamoDbClient dynamo = clients.client(DynamoDbClient.builder());
            Credentials.from(
                    server.credentials(),
                    () -> {
                        for (String answer : List.of("one", "two", "two")) {
                            assertThat(item(dynamo)).containsEntry("pk", text(answer));
                        }
                        server.expect(Map.of("GetItem", List.of(item.formatted("own"))));
                        assertThat(item(dynamo)).containsEntry("pk", text("own"));
                        server.expect(Map.of());
                        assertThat(item(dynamo)).containsEntry("pk", text("one"));
                    });
            clients.close();
        }
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    @RepeatedTest(50) // the port outlives a close for a moment, and only sometimes
    void whoever_calls_afterwards_finds_nobody() throws Exception {
        CannedServer server = new CannedServer(ANSWERS);
        int port = server.port();
        server.close();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
        assertThat(System.getProperty("aws.containerCredentialsFullUri")).isNull();
    }

    private static Map<String, AttributeValue> item(DynamoDbClient dynamo) {
        return dynamo.getItem(r -> r.tableName("t").key(Map.of("pk", AttributeValue.fromS("k"))))
                .item();
    }

    private static void put(DynamoDbClient dynamo) {
        dynamo.putItem(r -> r.tableName("t").item(Map.of("pk", AttributeValue.fromS("k"))));
    }
}
