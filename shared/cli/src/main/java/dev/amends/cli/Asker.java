package dev.amends.cli;

import java.io.Console;
import java.util.Locale;

/** Asks the person at the terminal, if there is one. */
interface Asker {
    /** Whether somebody sits there. */
    boolean present();

    /** Whether they say yes; no answer is a no. */
    boolean yes(String question);

    /** The terminal this process runs in. */
    // Error Prone knows JDK 22 to 24; since 25 there is no console again without a terminal.
    @SuppressWarnings("SystemConsoleNull")
    static Asker terminal() {
        Console console = System.console();
        return new Asker() {
            @Override
            public boolean present() {
                return console != null && console.isTerminal();
            }

            @Override
            public boolean yes(String question) {
                String answer = console == null ? null : console.readLine("%s [y/N] ", question);
                return answer != null
                        && (answer.strip().toLowerCase(Locale.ROOT).equals("y")
                                || answer.strip().toLowerCase(Locale.ROOT).equals("yes"));
            }
        };
    }
}
