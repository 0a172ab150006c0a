package dev.amends.core.lambda;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One TLS handshake and not a byte of a request: it loads what the first real connection after a
 * restore would have to load. The connection is closed, and its session forgotten, before the
 * snapshot is taken: keys must not be shared by all who are restored from it.
 */
final class Handshake {
    /** A host that does not answer must not hold up a deployment. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SSLSocketFactory factory;

    Handshake() {
        this((SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Handshake(SSLSocketFactory factory) {
        this.factory = factory;
    }

    /**
     * Shakes hands with a host, when it is one for TLS.
     *
     * @return what came of it, for the log; a failure only costs the first connection its speed
     */
    String with(URI host) {
        if (!"https".equals(host.getScheme())) {
            return "no TLS";
        }
        int port = host.getPort() < 0 ? 443 : host.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host.getHost(), port), millis());
            plain.setSoTimeout(millis());
            try (SSLSocket tls =
                    (SSLSocket) factory.createSocket(plain, host.getHost(), port, true)) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                tls.getSession().invalidate();
            }
            return "shaken hands";
        } catch (IOException | RuntimeException e) {
            return "no handshake: " + e;
        }
    }

    private static int millis() {
        return Math.toIntExact(PATIENCE.toMillis());
    }
}
