package dev.amends.rehearse;

/** What a judgement depends on, no event shows. */
final class NotShown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what as a noun phrase
     */
    NotShown(String what) {
        super(what, null, false, false);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
