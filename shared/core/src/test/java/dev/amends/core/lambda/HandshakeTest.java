package dev.amends.core.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a TLS server on this machine, whose certificate the JDK's keytool makes. */
class HandshakeTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** What the server saw: the protocol, and the first byte of a request; -1 is none. */
    private record Seen(String protocol, int firstByte) {}

    @Test
    void hands_are_shaken_no_byte_of_a_request_is_sent_and_the_connection_is_closed(
            @TempDir Path folder) throws Exception {
        SSLContext context = context(folder);
        try (SSLServerSocket server =
                        (SSLServerSocket)
                                context.getServerSocketFactory()
                                        .createServerSocket(
                                                0, 1, InetAddress.getLoopbackAddress());
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Seen> seen = other.submit(() -> accept(server));

            String said =
                    new Handshake(context.getSocketFactory())
                            .with(
                                    URI.create(
                                            "https://localhost:" + server.getLocalPort() + "/api"));

            assertThat(said).isEqualTo("shaken hands");
            assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(new Seen("TLSv1.3", -1));
            assertThat(context.getClientSessionContext().getIds().hasMoreElements())
                    .as("sessions kept for a restored environment to resume")
                    .isFalse();
        }
    }

    private static Seen accept(SSLServerSocket server) throws IOException {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
            InputStream in = socket.getInputStream();
            return new Seen(socket.getSession().getProtocol(), in.read());
        }
    }

    @Test
    void a_host_whose_certificate_is_not_trusted_is_no_failure_of_the_deployment(
            @TempDir Path folder) throws Exception {
        try (SSLServerSocket server =
                        (SSLServerSocket)
                                context(folder)
                                        .getServerSocketFactory()
                                        .createServerSocket(
                                                0, 1, InetAddress.getLoopbackAddress());
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Seen> seen = other.submit(() -> accept(server));
            assertThat(
                            new Handshake()
                                    .with(URI.create("https://localhost:" + server.getLocalPort())))
                    .startsWith("no handshake: ");
            assertThat(seen).failsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void nobody_there_and_no_tls_are_said_and_nothing_more() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(new Handshake().with(URI.create("https://127.0.0.1:" + port)))
                .startsWith("no handshake: ");
        assertThat(new Handshake().with(URI.create("http://127.0.0.1:" + port)))
                .isEqualTo("no TLS");
    }

    private static SSLContext context(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
