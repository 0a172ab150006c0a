package dev.amends.local.slack;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The short names a guardrail bot is likely to use; others stay as they are written. */
final class Emoji {

    private static final Pattern NAME = Pattern.compile(":([a-z0-9_+-]{1,40}):");

    private static final Map<String, String> SIGNS =
            Map.ofEntries(
                    Map.entry("alarm_clock", "⏰"),
                    Map.entry("bell", "🔔"),
                    Map.entry("broom", "🧹"),
                    Map.entry("bulb", "💡"),
                    Map.entry("clock1", "🕐"),
                    Map.entry("double_vertical_bar", "⏸️"),
                    Map.entry("exclamation", "❗"),
                    Map.entry("eyes", "👀"),
                    Map.entry("fire", "🔥"),
                    Map.entry("hammer_and_wrench", "🛠️"),
                    Map.entry("heavy_check_mark", "✔️"),
                    Map.entry("hourglass", "⌛"),
                    Map.entry("hourglass_flowing_sand", "⏳"),
                    Map.entry("information_source", "ℹ️"),
                    Map.entry("large_blue_circle", "🔵"),
                    Map.entry("large_green_circle", "🟢"),
                    Map.entry("large_orange_circle", "🟠"),
                    Map.entry("large_yellow_circle", "🟡"),
                    Map.entry("leftwards_arrow_with_hook", "↩️"),
                    Map.entry("lock", "🔒"),
                    Map.entry("mag", "🔍"),
                    Map.entry("memo", "📝"),
                    Map.entry("no_entry", "⛔"),
                    Map.entry("question", "❓"),
                    Map.entry("red_circle", "🔴"),
                    Map.entry("repeat", "🔁"),
                    Map.entry("rotating_light", "🚨"),
                    Map.entry("shield", "🛡️"),
                    Map.entry("sparkles", "✨"),
                    Map.entry("tada", "🎉"),
                    Map.entry("unlock", "🔓"),
                    Map.entry("warning", "⚠️"),
                    Map.entry("wave", "👋"),
                    Map.entry("white_check_mark", "✅"),
                    Map.entry("wrench", "🔧"),
                    Map.entry("x", "❌"),
                    Map.entry("zzz", "💤"));

    private Emoji() {}

    /** The text with every known {@code :name:} replaced by its sign. */
    static String replace(String text) {
        if (text.indexOf(':') < 0) {
            return text;
        }
        return NAME.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(
                                SIGNS.getOrDefault(match.group(1), match.group())));
    }
}
