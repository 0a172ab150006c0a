package dev.amends.template;

/** The text is not a template. */
public final class UnreadableTemplate extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Position at;

    /**
     * @param message for people, without the place
     * @param at where it is noticed
     */
    public UnreadableTemplate(String message, Position at) {
        super(message);
        this.at = at;
    }

    /** Where it is noticed. */
    public Position at() {
        return at;
    }
}
