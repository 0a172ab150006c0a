package dev.amends.check;

import dev.amends.core.json.Node;
import dev.amends.template.RuleInfo;
import dev.amends.template.Rules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists the rules. */
final class RulesCommand {
    static final List<String> ABOUT =
            List.of(
                    "Lists what amends check looks for. amends explain ID says more about one of them.");

    static final List<Arguments.Option> KNOWN =
            List.of(
                    new Arguments.Option("--format", "FORMAT", "text (the default) or json."),
                    Arguments.HELP);

    /** How the list is printed. */
    enum Format {
        TEXT,
        JSON
    }

    private RulesCommand() {}

    static String list(Format format) {
        List<RuleInfo> infos = Rules.infos();
        return format == Format.JSON ? json(infos) : text(infos);
    }

    private static String text(List<RuleInfo> infos) {
        int width = infos.stream().mapToInt(info -> info.id().length()).max().orElse(2);
        String line = "%-" + width + "s  %-8s  %-7s  %s\n";
        StringBuilder text = new StringBuilder(line.formatted("ID", "SEVERITY", "SINCE", "TITLE"));
        infos.forEach(info ->
                text.append(
                        line.formatted(
                                info.id(),
                                severity(info),
                                info.since(),
                                info.title()
                                        + (info.isOffByDefault() ? " (off by default)" : ""))));
        return text.toString();
    }

    private static String json(List<RuleInfo> infos) {
        return Node.write(Map.of("rules", infos.stream().map(RulesCommand::fields).toList()))
                + "\n";
    }

    private static Map<String, Object> fields(RuleInfo info) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", info.id());
        fields.put("title", info.title());
        fields.put("severity", severity(info));
        fields.put("security", info.security());
        fields.put("since", info.since());
        fields.put("offByDefault", info.isOffByDefault());
        fields.put("options", info.options());
        fields.put("page", "docs/" + info.page());
        return fields;
    }

    private static String severity(RuleInfo info) {
        return info.severity().name().toLowerCase(Locale.ROOT);
    }
}
