package dev.amends.core.lambda;

import java.net.URI;

/** What template.yaml passes to a function: names of things, never settings. */
public final class Environment {
    private Environment() {}

    /** A variable that must be there: without it the function was deployed wrongly. */
    public static String need(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("template.yaml passes no " + name);
        }
        return value;
    }

    /** Where the ledger is, which every function calls. */
    static URI ledger() {
        String given = orEmpty("AWS_ENDPOINT_URL");
        if (!given.isEmpty()) {
            return URI.create(given);
        }
        String region = need("AWS_REGION");
        String suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return URI.create("https://dynamodb." + region + "." + suffix);
    }

    /** A variable that may be empty. */
    public static String orEmpty(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }
}
