package dev.amends.check.terminal;

/** Why a command stops: one line that names the cause and the next step, and its exit code. */
public final class Cannot extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exit;

    private Cannot(String message, int exit) {
        super(message);
        this.exit = exit;
    }

    /** It cannot be done this way: wrong use, or something is missing. */
    public static Cannot because(String message) {
        return new Cannot(message, Exit.CANNOT);
    }

    /** It could be done and is not: somebody has to decide or look first. */
    public static Cannot refused(String message) {
        return new Cannot(message, Exit.REFUSED);
    }

    public int exit() {
        return exit;
    }
}
