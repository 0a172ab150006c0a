package dev.amends.restore;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A loopback server for the little HTTP that is spoken here, with or without TLS. The JDK's own
 * does not tell connections that carried a request from those that only shook hands, and that
 * difference is what priming is held to.
 */
final class Server implements AutoCloseable {
    private final ServerSocket socket;
    private final Function<Request, Response> answer;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();

    /**
     * Starts it on a port that is free.
     *
     * @param tls null for plain HTTP
     */
    Server(@Nullable SSLContext tls, Function<Request, Response> answer) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        this.socket =
                tls == null
                        ? new ServerSocket(0, 50, loopback)
                        : tls.getServerSocketFactory().createServerSocket(0, 50, loopback);
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What has come so far. */
    Traffic traffic() {
        return new Traffic(connections.get(), handshakes.get(), bytes.get());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket peer = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(peer));
            } catch (IOException e) {
                // Closed, or a peer that went before it was taken.
            }
        }
    }

    private void serve(Socket peer) {
        try (peer) {
            peer.setTcpNoDelay(true);
            if (peer instanceof SSLSocket tls) {
                tls.startHandshake();
                handshakes.incrementAndGet();
            }
            InputStream in = new BufferedInputStream(peer.getInputStream());
            OutputStream out = peer.getOutputStream();
            for (Request request = read(in); request != null; request = read(in)) {
                write(out, answer.apply(request));
            }
        } catch (IOException e) {
            // The peer is gone: it is a process that may end at any time.
        }
    }

    private @Nullable Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        bytes.addAndGet(length);
        String[] parts = first.split(" ", 3);
        return new Request(parts[0], parts[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            bytes.incrementAndGet();
            if (c == '\n') {
                break;
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void write(OutputStream out, Response response) throws IOException {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(response.status()).append(" Said\r\n");
        response.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        whole.write(body);
        out.write(whole.toByteArray());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
