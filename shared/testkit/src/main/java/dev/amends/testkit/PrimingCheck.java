package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.CheckpointException;
import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Runs a function's priming as Lambda's own runtime client does before it takes a snapshot. Nothing
 * can answer but the canned table: the endpoint in the environment leads nowhere, so a call that
 * escaped would fail.
 */
public final class PrimingCheck {
    private PrimingCheck() {}

    /**
     * Fails unless every sample went all the way.
     *
     * @param function constructs the handler, which registers its hook
     */
    public static void check(Supplier<? extends RequestStreamHandler> function) {
        // As Lambda's launcher says to the JVM: org.crac then hands over to the runtime client's
        // context.
        System.setProperty("org.crac.Core.Compat", "com.amazonaws.services.lambda.crac");
        RequestStreamHandler entry = function.get();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Core.getGlobalContext().beforeCheckpoint(null);
        } catch (CheckpointException e) {
            throw new AssertionError("priming must not fail a deployment", e);
        } catch (UnsatisfiedLinkError e) {
            // After our hook it clears the DNS cache in native code, which only Lambda has loaded.
            assertThat(e).hasMessageContaining("DNSManager");
        } finally {
            System.setOut(console);
        }
        assertThat(entry).as("kept alive: the context knows the hook only weakly").isNotNull();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .as("what priming says")
                .contains("\"priming\":\"done\"");
    }
}
