package dev.amends.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate is as good as the counts it goes by. */
class ServerTest {
    @Test
    void a_request_is_more_than_a_connection() throws Exception {
        try (Server server = new Server(null, request -> Response.json("{}"))) {
            try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                assertThat(silent.isConnected()).isTrue();
            }
            seen(server, new Traffic(1, 0, 0));
            try (InputStream answer =
                    URI.create("http://127.0.0.1:" + server.port() + "/x").toURL().openStream()) {
                assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("{}");
            }
            assertThat(server.traffic().bytes()).isPositive();
        }
    }

    @Test
    void one_byte_after_a_handshake_is_counted(@TempDir Path folder) throws Exception {
        Certificates certificates = Certificates.in(folder);
        try (Server server = new Server(certificates.server(), request -> Response.json("{}"))) {
            SSLSocketFactory trusting = certificates.client().getSocketFactory();
            shake(trusting, server, "");
            seen(server, Traffic.ONE_HANDSHAKE);
            shake(trusting, server, "G");
            seen(server, new Traffic(2, 2, 1));
        }
    }

    private static void shake(SSLSocketFactory trusting, Server server, String said)
            throws IOException {
        try (SSLSocket socket = (SSLSocket) trusting.createSocket("127.0.0.1", server.port())) {
            socket.startHandshake();
            socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void seen(Server server, Traffic traffic) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!server.traffic().equals(traffic) && System.nanoTime() < until) {
            Thread.sleep(10);
        }
        assertThat(server.traffic()).isEqualTo(traffic);
    }
}
