package dev.amends.core.lambda;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;

/**
 * One TLS handshake and not a byte of a request: it loads what the first real connection after a
 * restore would have to load, and is made with the JDK's own HTTP client, as real ones are. The
 * connection is closed, and its session forgotten, before the snapshot is taken: keys must not be
 * shared by all who are restored from it.
 */
final class Handshake {
    /** A host that does not answer must not hold up a deployment. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SSLSocketFactory factory;

    Handshake() {
        this(HttpsURLConnection.getDefaultSSLSocketFactory());
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
        try {
            HttpsURLConnection connection =
                    (HttpsURLConnection) host.toURL().openConnection(Proxy.NO_PROXY);
            connection.setSSLSocketFactory(factory);
            connection.setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()));
            connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
            try {
                connection.connect();
                connection.getSSLSession().ifPresent(SSLSession::invalidate);
            } finally {
                connection.disconnect();
            }
            return "shaken hands";
        } catch (IOException | RuntimeException e) {
            return "no handshake: " + e;
        }
    }
}
