package dev.amends.check.terminal;

/** The exit codes; every command's help names them. */
public final class Exit {
    public static final int DONE = 0;

    /** There is something to look at: problems, findings, a refusal. */
    public static final int REFUSED = 1;

    /** Wrong use, or it cannot be done at all. */
    public static final int CANNOT = 2;

    private Exit() {}
}
