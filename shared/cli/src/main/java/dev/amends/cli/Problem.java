package dev.amends.cli;

/**
 * Something wrong in a settings file.
 *
 * @param line counted from 1
 * @param path where it is, such as {@code digest.hourUtc}; empty for the file as a whole
 * @param what what is wrong and what is allowed
 */
record Problem(int line, String path, String what) {
    @Override
    public String toString() {
        return "line " + line + ": " + (path.isEmpty() ? "" : path + ": ") + what;
    }
}
