package dev.amends.core.run;

/** The message goes back to the inbox; it is not lost and not done. */
public final class RetryLater extends Exception {
    private static final long serialVersionUID = 1L;

    public RetryLater(String message) {
        super(message);
    }

    public RetryLater(String message, Throwable cause) {
        super(message, cause);
    }
}
