package dev.amends.core.json;

/** A text that is not JSON; the message says where it stops being it, without quoting the text. */
public final class BadJson extends Exception {
    private static final long serialVersionUID = 1L;

    public BadJson(String message) {
        super(message);
    }
}
