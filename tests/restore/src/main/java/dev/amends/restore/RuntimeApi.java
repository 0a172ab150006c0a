package dev.amends.restore;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * Lambda's Runtime API for one environment: what AWS's runtime client in the JVM polls. It takes
 * its measurements while the client waits for us, so they are exact: nothing runs at either end.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime";
    private static final int PATIENCE = 60;

    private final Server server;
    private final IntSupplier classes;
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> checkpoint = new CompletableFuture<>();
    private final CompletableFuture<Long> restored = new CompletableFuture<>();
    private final CompletableFuture<Boolean> idle = new CompletableFuture<>();
    private volatile Invocation running = new Invocation("", "");

    /**
     * Starts it.
     *
     * @param classes how many classes the JVM has loaded so far
     */
    RuntimeApi(IntSupplier classes) throws IOException {
        this.classes = classes;
        this.server = new Server(null, this::answer);
    }

    /** An event and what became of it. */
    static final class Invocation {
        private final String id;
        private final String payload;
        private final CompletableFuture<Result> result = new CompletableFuture<>();
        private volatile int classesBefore;
        private volatile long handedOut;

        Invocation(String id, String payload) {
            this.id = id;
            this.payload = payload;
        }
    }

    /**
     * How an invocation ended.
     *
     * @param classes loaded between handing it out and its answer
     * @param handedOut when, by {@link System#nanoTime}
     * @param answered when, by {@link System#nanoTime}
     */
    record Result(String body, boolean failed, int classes, long handedOut, long answered) {}

    String address() {
        return "127.0.0.1:" + server.port();
    }

    /** Waits until the function is ready for its snapshot. */
    void awaitCheckpoint() throws Exception {
        await(checkpoint);
    }

    /** Waits until the function asks for work. */
    void awaitIdle() throws Exception {
        await(idle);
    }

    /** Lets it go on after its snapshot; says when. */
    long restore() {
        long now = System.nanoTime();
        restored.complete(now);
        return now;
    }

    Result invoke(String id, String payload) throws Exception {
        Invocation invocation = new Invocation(id, payload);
        waiting.add(invocation);
        return await(invocation.result);
    }

    /** The process is gone: whoever waits for it is told. */
    void ended(String why) {
        IOException e = new IOException(why);
        checkpoint.completeExceptionally(e);
        idle.completeExceptionally(e);
        running.result.completeExceptionally(e);
        waiting.forEach(invocation -> invocation.result.completeExceptionally(e));
    }

    private Response answer(Request request) {
        String path = request.path().substring(ROOT.length());
        try {
            return switch (path) {
                case "/restore/next" -> {
                    checkpoint.complete(true);
                    restored.join();
                    yield Response.json("{}");
                }
                case "/invocation/next" -> next();
                case "/init/error", "/restore/error" -> {
                    ended(path + ": " + request.body());
                    yield Response.of(202, "application/json", "{}");
                }
                default -> answered(path, request);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.of(500, "application/json", "{}");
        }
    }

    private Response next() throws InterruptedException {
        idle.complete(true);
        Invocation invocation = waiting.take();
        running = invocation;
        invocation.classesBefore = classes.getAsInt();
        invocation.handedOut = System.nanoTime();
        return Response.json(invocation.payload)
                .with("Lambda-Runtime-Aws-Request-Id", invocation.id)
                .with("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000")
                .with(
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(90)))
                .with(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:eu-west-1:111122223333:function:amends:live");
    }

    private Response answered(String path, Request request) {
        long now = System.nanoTime();
        Invocation invocation = running;
        invocation.result.complete(
                new Result(
                        request.body(),
                        path.endsWith("/error"),
                        classes.getAsInt() - invocation.classesBefore,
                        invocation.handedOut,
                        now));
        return Response.of(202, "application/json", "{\"status\":\"OK\"}");
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(PATIENCE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("nothing came within " + PATIENCE + " s", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
