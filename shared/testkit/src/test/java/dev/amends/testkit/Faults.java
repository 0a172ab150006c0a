package dev.amends.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A client whose calls can go wrong. */
final class Faults {
    private Faults() {}

    /**
     * The client, with a fault in place of some answers.
     *
     * @param fault what a request ends in; null when it is to go through
     */
    static DynamoDbClient when(
            DynamoDbClient client, Function<SdkRequest, @Nullable RuntimeException> fault) {
        return (DynamoDbClient)
                Proxy.newProxyInstance(
                        DynamoDbClient.class.getClassLoader(),
                        new Class<?>[] {DynamoDbClient.class},
                        (proxy, method, arguments) -> {
                            if (arguments != null && arguments[0] instanceof SdkRequest request) {
                                RuntimeException wrong = fault.apply(request);
                                if (wrong != null) {
                                    throw wrong;
                                }
                            }
                            if (method.isDefault() && !(arguments[0] instanceof SdkRequest)) {
                                // The forms with a lambda call the form with a request.
                                return InvocationHandler.invokeDefault(proxy, method, arguments);
                            }
                            try {
                                return method.invoke(client, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
