package dev.amends.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
        leave(Path.of("").toAbsolutePath());
        Runtime.getRuntime().halt(0);
    }

    /** Takes away the folder that was made for it: its log and its metadata. */
    private static void leave(Path folder) {
        if (!String.valueOf(folder.getFileName()).startsWith(LocalDynamo.FOLDER)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.toList()) {
                Files.delete(each);
            }
            Files.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // What is left there hurts nobody.
        }
    }
}
