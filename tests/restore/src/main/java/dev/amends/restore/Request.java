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

    /**
     * What is asked for: AWS's operation where the request names it, Slack's method, or the HTTP
     * method and the resource of a REST API: {@code GET policy} for {@code /bucket?policy} and for
     * {@code /functions/orders/policy}.
     */
    String operation() {
        String target = header("x-amz-target");
        if (!target.isEmpty()) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        if (body.startsWith("Action=")) {
            int end = body.indexOf('&');
            return body.substring("Action=".length(), end < 0 ? body.length() : end);
        }
        String[] halves = path.split("\\?", 2);
        String last = halves[0].substring(halves[0].lastIndexOf('/') + 1);
        if (halves[0].startsWith("/api/")) {
            return last;
        }
        // S3 names a part of a bucket by a parameter without a value.
        String first = halves.length < 2 ? "" : halves[1].split("&", 2)[0];
        boolean part = !first.isEmpty() && (!first.contains("=") || first.endsWith("="));
        return method + " " + (part ? first.replace("=", "") : last);
    }
}
