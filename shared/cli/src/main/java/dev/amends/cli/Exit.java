package dev.amends.cli;

/** The exit codes; every command's help names them. */
final class Exit {
    static final int DONE = 0;

    /** There is something to look at: problems, findings, a refusal. */
    static final int REFUSED = 1;

    /** Wrong use, or it cannot be done at all. */
    static final int CANNOT = 2;

    private Exit() {}
}
