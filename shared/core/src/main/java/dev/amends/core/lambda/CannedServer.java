package dev.amends.core.lambda;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers from a table instead of AWS and Slack, inside this process: what priming calls goes the
 * whole way through the real HTTP client, so that its classes are loaded as well, and none of it
 * leaves. Closed before the checkpoint.
 */
final class CannedServer implements AutoCloseable {
    /** A caller that keeps its connection must not hold up a deployment. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String CREDENTIALS = "/credentials";

    private final Map<String, List<String>> answers;
    private final Map<String, Integer> asked = new HashMap<>();
    private Map<String, List<String>> own = Map.of();
    private final ServerSocket socket;
    private final Thread acceptor;
    private final List<Canned.Call> calls = new ArrayList<>();
    private final Kept kept;
    private boolean used;
    private @Nullable Mishap mishap;
    private Canned.@Nullable Call victim;

    /**
     * Starts it.
     *
     * @param answers by operation ({@code GetItem}, {@code Publish}) or, for REST APIs and Slack,
     *     by the last part of the path; one after the other, the last one again
     */
    CannedServer(Map<String, List<String>> answers) throws IOException {
        this.answers = Map.copyOf(answers);
        this.kept = new Kept();
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.acceptor = new Thread(this::accept, "priming");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Where it has credentials, as SnapStart has them; these are invented. */
    String credentials() {
        return "http://127.0.0.1:" + port() + CREDENTIALS;
    }

    /** The operations called since the last time this was asked, each once. */
    synchronized List<Canned.Call> called() {
        List<Canned.Call> called = calls.stream().distinct().toList();
        calls.clear();
        return called;
    }

    /** Begins anew with the answers, and with these in place of those of the same operation. */
    synchronized void expect(Map<String, List<String>> instead) {
        own = Map.copyOf(instead);
        asked.clear();
    }

    /** Lets the next call of an operation go wrong. */
    synchronized void next(Canned.Call call, Mishap what) {
        victim = call;
        mishap = what;
    }

    private void accept() {
        while (!socket.isClosed()) {
            // One after the other: the function makes its calls so, too.
            try (Socket peer = socket.accept()) {
                serve(peer);
            } catch (IOException e) {
                // Closed, or a caller that gave up.
            }
        }
    }

    private void serve(Socket peer) throws IOException {
        InputStream in = new BufferedInputStream(peer.getInputStream());
        for (String first = line(in); !first.isEmpty(); first = line(in)) {
            String target = "";
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                String value = line.substring(colon + 1).strip();
                if (name.equals("x-amz-target")) {
                    target = value;
                } else if (name.equals("content-length")) {
                    length = Integer.parseInt(value);
                }
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            String path = first.split(" ", 3)[1];
            peer.getOutputStream().write(bytes(answer(path, target, body)));
            peer.getOutputStream().flush();
        }
    }

    private synchronized Canned answer(String path, String target, String body) {
        if (path.equals(CREDENTIALS)) {
            return Canned.json(
                    200,
                    "{\"AccessKeyId\":\"priming\",\"SecretAccessKey\":\"priming\",\"Token\":\"priming\",\"Expiration\":\"%s\"}"
                            .formatted(Instant.now().plus(Duration.ofHours(1))));
        }
        Canned.Call call = Canned.Call.of(path, target, body);
        calls.add(call);
        kept.written(call, body);
        if (mishap != null && call.equals(victim)) {
            Canned wrong = mishap.to(call);
            mishap = null;
            if (wrong != null) {
                return wrong;
            }
        }
        List<String> all =
                own.getOrDefault(
                        call.operation(), answers.getOrDefault(call.operation(), List.of()));
        if (all.isEmpty()) {
            return Canned.json(
                    400, "{\"__type\":\"primed#NoAnswer\",\"message\":\"" + call + "\"}");
        }
        int turn = asked.merge(call.operation(), 1, Integer::sum) - 1;
        String answer = all.get(Math.min(turn, all.size() - 1));
        return answer.startsWith("<") ? Canned.xml(200, answer) : Canned.json(200, kept.in(answer));
    }

    private byte[] bytes(Canned answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        // The first connection is used twice, as real ones are; none is left for the snapshot.
        String more = used ? "Connection: close\r\n" : "";
        if (!answer.error().isEmpty()) {
            more += "x-amzn-ErrorType: " + answer.error() + "\r\n";
        }
        used = true;
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(
                "HTTP/1.1 %d Primed\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
                        .formatted(answer.status(), answer.type(), body.length, more)
                        .getBytes(StandardCharsets.US_ASCII));
        whole.write(body);
        return whole.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * Nobody is answered any more. While a thread still waits for callers, the system keeps the
     * port open for it, so its end is waited for: a snapshot must hold neither.
     */
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            acceptor.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
