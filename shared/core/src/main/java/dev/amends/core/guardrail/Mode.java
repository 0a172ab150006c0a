package dev.amends.core.guardrail;

/** How far a guardrail may go. */
public enum Mode {
    /** It does nothing. */
    OFF,
    /** It says what it found. */
    FLAG,
    /** It proposes the remedy and waits for a person. */
    ASK,
    /** It applies remedies that are safe to apply unasked, and asks about the others. */
    FIX
}
