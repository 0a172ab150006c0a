package dev.amends.testkit;

import java.io.IOException;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/**
 * DynamoDB Local as a process that ends when the tests that started it do, however they end: their
 * end closes its standard input. A shutdown hook is not enough, as Surefire halts its JVMs.
 */
final class LocalDynamoProcess {
    private LocalDynamoProcess() {}

    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(LocalDynamoProcess::haltAtEndOfInput, "end of input");
        watch.setDaemon(true);
        watch.start();
        ServerRunner.main(args);
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; only the end counts.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(0);
    }
}
