package dev.amends.slackin;

import static dev.amends.slackin.Standin.ANN;

import dev.amends.core.ledger.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** What attacks are made of. */
final class Acts {
    static final String A = "/aws/lambda/orders";
    static final String B = "/aws/lambda/bills";
    static final String NOT_AMONG =
            "You are not among the approvers of log-group-no-retention (settings.yaml, approvers). ";
    static final String REDRAWN = "This card has been redrawn since; use the newest one.";
    static final String OFFERS = " The card offers what can still be decided.";
    static final String NOT_OURS =
            "Amends does not know this button. Use the card's newest drawing, or `/amends findings`.";

    private Acts() {}

    static Instant now(World world) {
        return world.clock.instant();
    }

    static String key(String name) {
        return World.subject(name).key();
    }

    static Map<String, Object> press(String user, String action, String name) {
        return Signed.press(user, action, key(name), World.token(name));
    }

    /** A press on the card of a finding that waits for a decision. */
    static Map<String, Object> pressed(World world, String user, String action, String name) {
        world.awaiting(name);
        return press(user, action, name);
    }

    /** The body of a press on Fix that would be taken if it came as it should. */
    static String fix(World world) {
        if (world.ledger.find(key(A)) == null) {
            world.awaiting(A);
        }
        return Signed.payload(press(ANN, "fix", A));
    }

    static Map<String, Object> submission(String user, String key, String token) {
        return Signed.submission(user, key, token, new HashMap<>(Signed.values("7", "because")));
    }

    static Map<String, Object> payload(World world, Map<String, Object> payload) {
        return Signed.event(Signed.payload(payload), now(world));
    }

    static Supplier<List<World.Said>> send(World world, Map<String, Object> event) {
        return () -> List.of(world.send(event));
    }

    static Supplier<List<World.Said>> atOnce(
            World world, Map<String, Object> one, Map<String, Object> other) {
        return () -> {
            try (ExecutorService two = Executors.newFixedThreadPool(2)) {
                List<Callable<World.Said>> both =
                        List.of(() -> world.send(one), () -> world.send(other));
                List<World.Said> said = new ArrayList<>();
                for (Future<World.Said> each : two.invokeAll(both)) {
                    said.add(each.get());
                }
                return said;
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Whether a key is one that slack-in may write. */
    static boolean writable(String key) {
        return Keys.isDecision(key);
    }
}
