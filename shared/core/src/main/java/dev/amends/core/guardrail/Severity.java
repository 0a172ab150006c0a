package dev.amends.core.guardrail;

/** How much it matters, as the card says it. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH
}
