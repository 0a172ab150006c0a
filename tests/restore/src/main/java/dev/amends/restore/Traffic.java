package dev.amends.restore;

/**
 * What has reached a server.
 *
 * @param connections that were opened
 * @param handshakes of TLS that came to their end
 * @param bytes that came, those of TLS itself not counted
 */
record Traffic(int connections, int handshakes, int bytes) {
    static final Traffic NONE = new Traffic(0, 0, 0);

    /** One connection on which hands were shaken and nothing was said. */
    static final Traffic ONE_HANDSHAKE = new Traffic(1, 1, 0);

    Traffic since(Traffic before) {
        return new Traffic(
                connections - before.connections,
                handshakes - before.handshakes,
                bytes - before.bytes);
    }
}
