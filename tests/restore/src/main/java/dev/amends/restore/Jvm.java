package dev.amends.restore;

import java.nio.file.Path;

/** Programs of the JDK we run on. */
final class Jvm {
    private Jvm() {}

    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
