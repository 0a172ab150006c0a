package dev.amends.core.lambda;

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

    /** A variable that may be empty. */
    public static String orEmpty(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }
}
