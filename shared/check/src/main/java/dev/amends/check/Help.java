package dev.amends.check;

import java.util.List;

/** The text behind {@code --help}. */
final class Help {
    private static final int WIDTH = 100;
    private static final int LEFT = 26;

    private Help() {}

    static String of(
            String command, String synopsis, List<String> about, List<Arguments.Option> options) {
        StringBuilder help = new StringBuilder("Usage: amends " + command + " " + synopsis + "\n");
        about.forEach(line -> wrapped(help, line, 0));
        help.append('\n');
        for (Arguments.Option option : options) {
            String left = "  " + option.name() + (option.flag() ? "" : " " + option.label());
            if (left.length() > LEFT - 2) {
                help.append(left).append('\n').append(" ".repeat(LEFT));
            } else {
                help.append(left).append(" ".repeat(LEFT - left.length()));
            }
            wrapped(help, option.description(), LEFT);
        }
        return help.toString();
    }

    private static void wrapped(StringBuilder help, String text, int indent) {
        int column = indent;
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (!first && column + 1 + word.length() > WIDTH) {
                help.append('\n').append(" ".repeat(indent));
                column = indent;
                first = true;
            }
            if (!first) {
                help.append(' ');
                column++;
            }
            help.append(word);
            column += word.length();
            first = false;
        }
        help.append('\n');
    }
}
