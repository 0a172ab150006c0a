package dev.amends.tests.behaviour;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Notes every call on its way, and ends the process after one of them when it is told to. */
final class Recorder {
    /** What ends the process: nothing of ours catches an error of the virtual machine. */
    static final class Death extends VirtualMachineError {
        private static final long serialVersionUID = 1;
    }

    private final List<String> calls = new ArrayList<>();

    /** After how many more effects the process ends; below zero never. */
    private int left = -1;

    /** What it died after. */
    private String last = "";

    List<String> take() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    String last() {
        return last;
    }

    void dieAfter(int effects) {
        left = effects;
    }

    /** A call that changes nothing. */
    void look(String call) {
        calls.add(call);
    }

    /** A call that has had its effect. */
    void effect(String call) {
        calls.add(call);
        if (left > 0 && --left == 0) {
            left = -1;
            last = call;
            throw new Death();
        }
    }

    /** The client, with every call noted. */
    DynamoDbClient noting(DynamoDbClient client) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    boolean call =
                            arguments != null
                                    && arguments.length == 1
                                    && DynamoDbClient.class.equals(method.getDeclaringClass());
                    if (call && arguments[0] instanceof Consumer) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    try {
                        Object answer = method.invoke(client, arguments);
                        if (call) {
                            note(arguments[0]);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        if (call) {
                            look(
                                    described(arguments[0])
                                            + ": "
                                            + e.getCause().getClass().getSimpleName());
                        }
                        throw e.getCause();
                    }
                };
        return (DynamoDbClient)
                Proxy.newProxyInstance(
                        DynamoDbClient.class.getClassLoader(),
                        new Class<?>[] {DynamoDbClient.class},
                        handler);
    }

    private void note(Object request) {
        switch (request) {
            case GetItemRequest _, BatchGetItemRequest _, QueryRequest _ ->
                    look(described(request));
            default -> effect(described(request));
        }
    }

    private static String described(Object request) {
        String operation = request.getClass().getSimpleName().replace("Request", "");
        List<String> about =
                switch (request) {
                    case GetItemRequest get -> List.of(family(get.key()));
                    case PutItemRequest put -> List.of(family(put.item()));
                    case UpdateItemRequest update -> List.of(family(update.key()));
                    case DeleteItemRequest delete -> List.of(family(delete.key()));
                    case QueryRequest query -> List.of(String.valueOf(query.indexName()));
                    case BatchGetItemRequest batch ->
                            batch.requestItems().values().stream()
                                    .flatMap(keys -> keys.keys().stream())
                                    .map(Recorder::family)
                                    .toList();
                    case TransactWriteItemsRequest writes ->
                            writes.transactItems().stream()
                                    .map(item -> {
                                        if (item.put() != null) {
                                            return family(item.put().item());
                                        }
                                        return item.update() == null
                                                ? "check"
                                                : family(item.update().key());
                                    })
                                    .toList();
                    default -> List.of();
                };
        return operation + (about.isEmpty() ? "" : " " + String.join("+", about));
    }

    /** The kind of item: what stands before the first # of its key. */
    private static String family(Map<String, AttributeValue> item) {
        AttributeValue key = item.get("pk");
        return key == null ? "?" : key.s().replaceFirst("#.*", "");
    }
}
