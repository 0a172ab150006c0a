package dev.amends.restore;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a stub answers. */
record Response(int status, Map<String, String> headers, String body) {

    static Response of(int status, String type, String body) {
        return new Response(status, Map.of("Content-Type", type), body);
    }

    static Response json(String body) {
        return of(200, "application/json", body);
    }

    Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }
}
