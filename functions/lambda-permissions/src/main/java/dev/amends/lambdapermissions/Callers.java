package dev.amends.lambdapermissions;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The APIs of this account and Region that call a function, as far as was looked.
 *
 * @param why why it could not be found out, as half a sentence; empty when API Gateway answered for
 *     all its APIs
 * @param apis those that call it, by id
 */
record Callers(String why, List<Api> apis) {

    /** Nobody looked, since no statement needs it. */
    static final Callers NOT_LOOKED_FOR = unknown("nobody looked");

    Callers {
        apis = List.copyOf(apis);
    }

    /**
     * It could not be found out.
     *
     * @param why as half a sentence
     */
    static Callers unknown(String why) {
        return new Callers(why, List.of());
    }

    /** Whether API Gateway was asked, and answered for all its APIs. */
    boolean looked() {
        return why.isEmpty();
    }

    /** An API and what people call it. */
    record Api(String id, String name) {

        /** "API abc123 (orders)". */
        String shown() {
            // Whoever makes an API names it; it stands in a sentence of ours.
            String short60 = name.length() > 60 ? name.substring(0, 60) + "…" : name;
            return name.isEmpty() ? "API " + id : "API %s (%s)".formatted(id, short60);
        }
    }

    String list() {
        return apis.stream().map(Api::shown).collect(Collectors.joining(", "));
    }
}
