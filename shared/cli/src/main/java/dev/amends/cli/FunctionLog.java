package dev.amends.cli;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in the end of a function's log why it failed. */
final class FunctionLog {
    /** What Lambda itself writes, and the frames of a stack. */
    private static final Pattern NOT_OURS =
            Pattern.compile("^(START|END|REPORT|INIT_START|RESTORE_\\w+|XRAY) .*|\\s+at .*|\\s*");

    private FunctionLog() {}

    static String reason(@Nullable String logResult, String payload) {
        List<String> lines = lines(logResult);
        for (String line : lines.reversed()) {
            String why = parse(line).text("why");
            if (why != null) {
                return parse(line).textOr("failed", "outcome") + ": " + why;
            }
        }
        String message = parse(payload).text("errorMessage");
        if (message != null) {
            return message;
        }
        for (String line : lines.reversed()) {
            if (!NOT_OURS.matcher(line).matches()) {
                return line;
            }
        }
        return "the function failed and said nothing; look at its log group";
    }

    private static List<String> lines(@Nullable String logResult) {
        if (logResult == null) {
            return List.of();
        }
        try {
            return new String(Base64.getDecoder().decode(logResult), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Node parse(String text) {
        try {
            return Node.parse(text);
        } catch (BadJson e) {
            return Node.ABSENT;
        }
    }
}
