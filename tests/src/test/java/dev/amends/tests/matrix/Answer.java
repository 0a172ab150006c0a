package dev.amends.tests.matrix;

import java.util.Map;

/** What comes back over the wire. */
record Answer(int status, String type, Map<String, String> headers, String body) {

    static Answer of(int status, String type, String body) {
        return new Answer(status, type, Map.of(), body);
    }

    static Answer json(String body) {
        return of(200, "application/json", body);
    }

    static Answer xml(String body) {
        return of(200, "text/xml", body);
    }

    Answer with(String header, String value) {
        return new Answer(status, type, Map.of(header, value), body);
    }

    /** Another body, with all else as it was. */
    Answer saying(String other) {
        return new Answer(status, type, headers, other);
    }
}
