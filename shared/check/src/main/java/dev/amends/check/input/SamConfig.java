package dev.amends.check.input;

import dev.amends.check.terminal.Cannot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code parameter_overrides} of the environment {@code default} in a {@code samconfig.toml}: those
 * of {@code deploy}, else the {@code global} ones. Reads as much of TOML as SAM writes: a text in
 * one line or a list of texts. What is written in another way is an error, never half a value.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html">AWS
 *     SAM CLI configuration file</a>
 */
final class SamConfig {
    private static final Pattern SECTION =
            Pattern.compile("^\\s*\\[\\s*([^\\]\\[]+?)\\s*]\\s*(#.*)?$");
    private static final Pattern KEY = Pattern.compile("^\\s*parameter_overrides\\s*=\\s*(.*)$");
    private static final Pattern BASIC = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'");

    /** {@code Key=Value}, {@code "Key"="Value"}, {@code Key="a b"}. */
    private static final Pattern PAIR =
            Pattern.compile(
                    "\\s*\"?([A-Za-z0-9]+)\"?=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S*))\\s*");

    private static final Pattern LONG_PAIR =
            Pattern.compile(
                    "\\s*ParameterKey=([A-Za-z0-9]+),ParameterValue=(?:\"([^\"]*)\"|(\\S*))\\s*");

    private static final Pattern REST = Pattern.compile("(#.*)?");
    private static final Pattern REST_OF_LIST = Pattern.compile("(\\[\\s*)?,?\\s*](\\s*#.*)?");

    private SamConfig() {}

    static Map<String, String> overrides(String toml, String name) throws Cannot {
        Map<String, String> bySection = new LinkedHashMap<>();
        String section = "";
        List<String> lines = toml.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher heading = SECTION.matcher(lines.get(i));
            Matcher key = KEY.matcher(lines.get(i));
            if (heading.matches()) {
                section = heading.group(1);
            } else if (key.matches()) {
                StringBuilder value = new StringBuilder(key.group(1));
                while (value.toString().startsWith("[")
                        && value.indexOf("]") < 0
                        && i + 1 < lines.size()) {
                    value.append(' ').append(lines.get(++i).strip());
                }
                bySection.put(section, value.toString());
            }
        }
        String value = bySection.get("default.deploy.parameters");
        if (value == null) {
            value = bySection.get("default.global.parameters");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : value == null ? List.<String>of() : texts(value, name)) {
            pairs(text, name, values);
        }
        return values;
    }

    private static List<String> texts(String value, String name) throws Cannot {
        List<String> texts = new ArrayList<>();
        if (value.startsWith("\"\"\"") || value.startsWith("'''")) {
            throw wrong(name);
        }
        Matcher matcher = BASIC.matcher(value);
        int end = 0;
        while (matcher.find()) {
            texts.add(matcher.group(1) != null ? unescaped(matcher.group(1)) : matcher.group(2));
            end = matcher.end();
            if (!value.startsWith("[")) {
                break;
            }
        }
        String rest = value.substring(end).strip();
        boolean list = value.startsWith("[");
        boolean understood =
                list ? REST_OF_LIST.matcher(rest).matches() : REST.matcher(rest).matches();
        if (!understood || (texts.isEmpty() && !list)) {
            throw wrong(name);
        }
        return texts;
    }

    private static void pairs(String text, String name, Map<String, String> values) throws Cannot {
        int at = 0;
        while (at < text.length()) {
            Matcher longer = LONG_PAIR.matcher(text).region(at, text.length());
            Matcher pair = PAIR.matcher(text).region(at, text.length());
            if (longer.lookingAt()) {
                values.put(
                        longer.group(1),
                        longer.group(2) == null ? longer.group(3) : longer.group(2));
                at = longer.end();
            } else if (pair.lookingAt()) {
                values.put(pair.group(1), value(pair));
                at = pair.end();
            } else {
                throw wrong(name);
            }
        }
    }

    private static String value(Matcher pair) {
        if (pair.group(2) != null) {
            return unescaped(pair.group(2));
        }
        return pair.group(3) != null ? pair.group(3) : pair.group(4);
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\([\"\\\\])", "$1");
    }

    private static Cannot wrong(String name) {
        return Cannot.because(
                "parameter_overrides in %s is written in a way that is not understood here; give --parameter NAME=VALUE"
                        .formatted(name));
    }
}
