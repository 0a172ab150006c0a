package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A function's inbox that counts what Lambda counts: how often one chain of messages has come
 * through the function. Lambda drops a message that would invoke a function for the 17th time in a
 * chain, so that invocation is a failure here. Which chain a message continues that was sent while
 * a batch of several was handled is not documented; the longest of them is assumed.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html">Lambda,
 *     recursive loop detection</a>
 */
public final class Chains {
    /** Messages that come within it may be one batch. */
    private static final Duration BATCH = Duration.ofSeconds(1);

    /** How often a function may be invoked in one chain. */
    public static final int LIMIT = 16;

    /** What handles a message; it sends its own through {@link #send}. */
    @FunctionalInterface
    public interface Receiver {
        void receive(String body, Instant now) throws Exception;
    }

    /** What begins new chains now and then, such as the keeper. */
    @FunctionalInterface
    public interface Scheduled {
        List<String> run(Instant now) throws Exception;
    }

    private record Sent(Instant at, int hop, String body) {}

    private final PriorityQueue<Sent> queue = new PriorityQueue<>(Comparator.comparing(Sent::at));
    private final List<Integer> hops = new ArrayList<>();
    private Instant now;

    /** The longest chain in the batch that is being handled; 0 when nothing is. */
    private int hop;

    private int batch;
    private Instant batchFrom = Instant.EPOCH;

    /**
     * @param now when it begins
     */
    public Chains(Instant now) {
        this.now = now;
    }

    /** Puts a message into the inbox: the next of the chain that is being handled, if one is. */
    public void send(Duration delay, String body) {
        queue.add(new Sent(now.plus(delay), hop + 1, body));
    }

    /**
     * Lets time pass.
     *
     * @param every how often {@code scheduled} runs
     */
    public void run(Instant until, Receiver receiver, Duration every, Scheduled scheduled)
            throws Exception {
        Instant next = now.plus(every);
        while (true) {
            Sent first = queue.peek();
            boolean message = first != null && !first.at().isAfter(next);
            if ((message ? first.at() : next).isAfter(until)) {
                now = until;
                return;
            }
            if (message) {
                queue.remove();
                now = first.at().isAfter(now) ? first.at() : now;
                assertThat(first.hop())
                        .as("hops of one chain, at %s: %s", now, first.body())
                        .isLessThanOrEqualTo(LIMIT);
                hops.add(first.hop());
                if (!now.isBefore(batchFrom.plus(BATCH))) {
                    batchFrom = now;
                    batch = 0;
                }
                batch = Math.max(batch, first.hop());
                hop = batch;
                receiver.receive(first.body(), now);
                hop = 0;
            } else {
                now = next;
                next = next.plus(every);
                scheduled.run(now).forEach(body -> send(Duration.ZERO, body));
            }
        }
    }

    /** The hops of all messages that were handled, in their order. */
    public List<Integer> hops() {
        return List.copyOf(hops);
    }
}
