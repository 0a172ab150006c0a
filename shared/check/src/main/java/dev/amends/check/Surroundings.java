package dev.amends.check;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What the commands see of the world around them.
 *
 * @param folder where the command runs
 * @param today in UTC
 * @param environment variables
 * @param terminal whether a person looks at what is printed
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        InputStream in,
        Path folder,
        LocalDate today,
        Map<String, String> environment,
        boolean terminal) {

    /** Those of this process. */
    public static Surroundings live() {
        // The launcher knows already; asking for the console takes time.
        String told = System.getProperty("amends.terminal");
        return new Surroundings(
                new PrintWriter(System.out, false, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                System.in,
                Path.of("").toAbsolutePath(),
                LocalDate.now(ZoneOffset.UTC),
                System.getenv(),
                told == null ? interactive() : told.equals("true"));
    }

    // Error Prone knows JDK 22 to 24; since 25 there is no console again without a terminal.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean interactive() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
