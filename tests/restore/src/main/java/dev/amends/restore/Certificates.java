package dev.amends.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that lives as long as a test, and a certificate of it for this machine.
 * The JDK's own tool makes them: there is no public API for it.
 */
final class Certificates {
    private static final String PASSWORD = "loopback";

    private final Path trusted;
    private final SSLContext server;

    private Certificates(Path trusted, SSLContext server) {
        this.trusted = trusted;
        this.server = server;
    }

    static Certificates in(Path folder) throws IOException, InterruptedException {
        Path ca = folder.resolve("ca.p12");
        Path server = folder.resolve("server.p12");
        Path trusted = folder.resolve("trusted.p12");
        Path request = folder.resolve("server.csr");
        Path signed = folder.resolve("server.pem");
        Path root = folder.resolve("ca.pem");
        keytool(
                ca,
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=Amends tests",
                "-ext",
                "bc:c",
                "-validity",
                "30");
        keytool(ca, "-exportcert", "-rfc", "-alias", "ca", "-file", root.toString());
        keytool(
                server,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-validity",
                "30");
        keytool(server, "-certreq", "-alias", "server", "-file", request.toString());
        keytool(
                ca,
                "-gencert",
                "-rfc",
                "-alias",
                "ca",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                "san=dns:localhost,dns:*.localhost,ip:127.0.0.1",
                "-validity",
                "30");
        keytool(server, "-importcert", "-noprompt", "-alias", "ca", "-file", root.toString());
        keytool(server, "-importcert", "-noprompt", "-alias", "server", "-file", signed.toString());
        keytool(trusted, "-importcert", "-noprompt", "-alias", "ca", "-file", root.toString());
        return new Certificates(trusted, context(server));
    }

    /** For our stubs. */
    SSLContext server() {
        return server;
    }

    /** For a test of them. */
    SSLContext client() throws IOException {
        try (InputStream in = Files.newInputStream(trusted)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** What makes a JVM trust our stubs, and nobody else. */
    List<String> trusting() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + trusted,
                "-Djavax.net.ssl.trustStoreType=PKCS12",
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    private static SSLContext context(Path server) throws IOException {
        try (InputStream in = Files.newInputStream(server)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void keytool(Path store, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Jvm.program("keytool"));
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        command.addAll(
                List.of(
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
