package dev.amends.template.machine;

import java.util.List;

/** Names in a sentence. */
final class Names {
    private static final int MOST = 5;
    private static final int LENGTH = 60;

    private Names() {}

    /** "A, B and C"; of many, the first ones and how many more there are. */
    static String shown(List<String> names) {
        List<String> distinct = names.stream().distinct().map(Names::shown).toList();
        if (distinct.size() > MOST) {
            return "%s and %d more"
                    .formatted(
                            String.join(", ", distinct.subList(0, MOST)), distinct.size() - MOST);
        }
        return distinct.size() < 2
                ? String.join("", distinct)
                : "%s and %s"
                        .formatted(
                                String.join(", ", distinct.subList(0, distinct.size() - 1)),
                                distinct.getLast());
    }

    static String shown(String name) {
        return name.length() <= LENGTH ? name : name.substring(0, LENGTH) + "…";
    }
}
