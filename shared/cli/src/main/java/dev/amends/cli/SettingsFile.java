package dev.amends.cli;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Option;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.json.Node;
import dev.amends.core.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A settings file, held against what this version knows: every name and every value. Needs no AWS.
 */
final class SettingsFile {
    private static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();

    /** What an approval's hours may be; core holds them to the same. */
    private static final int LONGEST_HOURS = 720;

    private final Yaml yaml;
    private final List<About> abouts;
    private final List<Problem> problems;
    private final Values is;

    private SettingsFile(Yaml yaml, List<About> abouts) {
        this.yaml = yaml;
        this.abouts = abouts;
        this.problems = new ArrayList<>(yaml.problems());
        this.is = new Values(this::problem);
    }

    /**
     * What a file says.
     *
     * @param settings to be used only when there are no problems
     * @param problems in the file's order
     */
    record Checked(Node settings, List<Problem> problems) {}

    static Checked check(String text, List<About> abouts) {
        SettingsFile file = new SettingsFile(Yaml.read(text), abouts);
        if (file.problems.isEmpty()) {
            file.root();
        }
        file.problems.sort(Comparator.comparingInt(Problem::line));
        return new Checked(Node.of(file.yaml.value()), List.copyOf(file.problems));
    }

    private void root() {
        if (yaml.value() == null) {
            problem("", "the file is empty; without settings every guardrail flags");
            return;
        }
        is.map(
                "",
                yaml.value(),
                new Fields()
                        .and("accountName", is::text)
                        .and("docs", is::url)
                        .and("slack", this::slack)
                        .and("approvers", this::approvers)
                        .and("approval", this::approval)
                        .and("ownerTag", is::text)
                        .and(
                                "digest",
                                (p, v) ->
                                        is.map(
                                                p,
                                                v,
                                                new Fields().and("hourUtc", is.wholeNumber(0, 23))))
                        .and("guardrails", this::guardrails));
        buttons(Node.of(yaml.value()));
    }

    private void slack(String path, @Nullable Object value) {
        is.map(
                path,
                value,
                new Fields()
                        .and("channel", is::channel)
                        .and("escalation", is::channel)
                        .and(
                                "routes",
                                is.listOf(
                                        this::route,
                                        "routes (guardrail, severity or owner, and channel)"))
                        .and("workspace", is.id(SlackId.WORKSPACE))
                        .and("app", is.id(SlackId.APP))
                        .and("burst", is.wholeNumber(1, 60)));
    }

    private void route(String path, @Nullable Object value) {
        List<String> ids = abouts.stream().map(About::id).toList();
        is.map(
                path,
                value,
                new Fields()
                        .and("guardrail", is.oneOf(ids))
                        .and("severity", is.oneOf(SEVERITIES))
                        .and("owner", is::text)
                        .and("channel", is::channel));
        if (!(value instanceof Map<?, ?> route)) {
            return;
        }
        if (!route.containsKey("channel")) {
            problem(path, "has no channel to go to");
        }
        if (route.keySet().stream().allMatch("channel"::equals)) {
            problem(
                    path,
                    "names no guardrail, severity or owner: everything would take it; that is what slack.channel is for");
        }
    }

    private void approvers(String path, @Nullable Object value) {
        is.map(
                path,
                value,
                new Fields()
                        .and("users", is.listOf(is.id(SlackId.USER), "Slack user ids"))
                        .and("groups", is.listOf(is.id(SlackId.GROUP), "Slack user group ids")));
    }

    private void approval(String path, @Nullable Object value) {
        int before = problems.size();
        is.map(
                path,
                value,
                new Fields()
                        .and("expiresHours", is.wholeNumber(1, LONGEST_HOURS))
                        .and("remindHours", is.wholeNumber(1, LONGEST_HOURS)));
        Node node = Node.of(value);
        Long expires = node.number("expiresHours");
        Long remind = node.number("remindHours");
        long ends = expires == null ? Settings.EXPIRES_HOURS : expires;
        long reminds = remind == null ? Settings.REMIND_HOURS : remind;
        if (problems.size() == before && reminds >= ends) {
            problem(
                    path + (remind == null ? "" : ".remindHours"),
                    "people are reminded %d hours before the end, so that must be less than expiresHours, which is %d"
                            .formatted(reminds, ends));
        }
    }

    private void guardrails(String path, @Nullable Object value) {
        Fields known = new Fields();
        for (About about : abouts) {
            known.and(about.id(), (p, v) -> guardrail(p, v, about));
        }
        is.map(path, value, known);
    }

    private void guardrail(String path, @Nullable Object value, About about) {
        Fields known = new Fields().and("mode", is::mode).and("approvers", this::approvers);
        for (Option option : about.options()) {
            known.and(option.name(), is.option(option.problem()));
        }
        is.map(path, value, known);
    }

    /** Whose name is on the list expects buttons that work. */
    private void buttons(Node root) {
        List<String> missing =
                Stream.of("workspace", "app")
                        .filter(name -> !root.at("slack", name).exists())
                        .map(name -> "slack." + name)
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        List<String> named = new ArrayList<>();
        if (names(root.at("approvers"))) {
            named.add("approvers");
        }
        root.at("guardrails")
                .fields()
                .forEach((id, guardrail) -> {
                    if (names(guardrail.at("approvers"))) {
                        named.add("guardrails." + id + ".approvers");
                    }
                });
        if (!named.isEmpty()) {
            problem(
                    named.getFirst(),
                    "buttons will not work without %s: only requests of the workspace and app named there count"
                            .formatted(String.join(" and ", missing)));
        }
    }

    private static boolean names(Node approvers) {
        return !approvers.at("users").items().isEmpty()
                || !approvers.at("groups").items().isEmpty();
    }

    private void problem(String path, String what) {
        problems.add(new Problem(yaml.line(path), path, what));
    }
}
