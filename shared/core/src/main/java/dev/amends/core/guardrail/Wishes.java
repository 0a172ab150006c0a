package dev.amends.core.guardrail;

/**
 * What people want of a guardrail at the moment. Asking for it costs the call that reads the
 * settings, once for each look at a resource.
 */
public interface Wishes {

    /** The guardrail's options. */
    Options options();

    /** Whether an exemption by name covers this name. */
    boolean exempt(String name);
}
