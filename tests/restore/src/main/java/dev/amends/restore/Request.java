package dev.amends.restore;

import java.util.Map;

/**
 * An HTTP request as a stub got it.
 *
 * @param headers by name in lower case
 */
record Request(String method, String path, Map<String, String> headers, String body) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** What is asked for: AWS's operation, or the last part of the path. */
    String operation() {
        String target = header("x-amz-target");
        if (!target.isEmpty()) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        if (body.startsWith("Action=")) {
            int end = body.indexOf('&');
            return body.substring("Action=".length(), end < 0 ? body.length() : end);
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
