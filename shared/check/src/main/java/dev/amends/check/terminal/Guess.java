package dev.amends.check.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what somebody probably meant. */
public final class Guess {
    /** More changes than this and it is another word. */
    private static final int DISTANCE = 3;

    private Guess() {}

    /** A question to add to an error, or nothing. */
    public static String didYouMean(String given, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(given, name) <= Math.min(DISTANCE, name.length() / 2))
                .min(Comparator.comparingInt(name -> distance(given, name)))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /** How many letters must be changed, added or removed; upper and lower case are the same. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        if (Math.abs(a.length() - b.length()) > DISTANCE) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
