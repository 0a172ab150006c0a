package dev.amends.core.run;

/** A message that is none of ours: it goes to the dead-letter queue, where a person looks at it. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreadable(String message) {
        super(message);
    }
}
