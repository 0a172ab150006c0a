package dev.amends.rehearse.report;

import dev.amends.core.run.Outcome;
import dev.amends.rehearse.Incident;
import dev.amends.rehearse.Played;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One page that needs nothing else: no script, no address. */
public final class HtmlReport {
    /** So many incidents are shown; the JSON has them all. */
    private static final int SHOWN = 1_000;

    private static final int LISTED = 10;

    private final Rehearsed rehearsed;
    private final Played played;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(Rehearsed rehearsed) {
        this.rehearsed = rehearsed;
        this.played = rehearsed.played();
    }

    /** The page. */
    public static String of(Rehearsed rehearsed) {
        return new HtmlReport(rehearsed).write();
    }

    private String write() {
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<title>Amends, rehearsed</title><style>\n")
                .append(style())
                .append("</style></head><body>\n");
        head();
        section("Messages in Slack, by day", Plot.days(played) + channels());
        section("What would have been done", guardrails());
        if (!played.mended().isEmpty()) {
            section(
                    "How long mistakes really stood until somebody put them right",
                    Plot.stood(played) + stood());
        }
        fights();
        gaps();
        proposal();
        incidents();
        return page.append("</body></html>\n").toString();
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("the build left report.css out");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void head() {
        page.append("<h1>What Amends would have done</h1>\n<p class=\"lead\">")
                .append(text(rehearsed.source()));
        if (played.from() != null && played.to() != null) {
            page.append(", ")
                    .append(Figures.moment(played.from()))
                    .append(" to ")
                    .append(Figures.moment(played.to()))
                    .append(" UTC");
        }
        page.append(". ").append(text(Figures.records(played.records()))).append(".</p>\n");
        page.append("<ul class=\"figures\">");
        figure(played.count(Outcome.Kind.FIXED), "fixed", "fixed");
        figure(played.count(Outcome.Kind.ASKED), "asked", "asked first");
        figure(played.count(Outcome.Kind.FLAGGED), "flagged", "flagged");
        int told =
                played.count(Outcome.Kind.UNKNOWN)
                        + played.notShown().keySet().stream()
                                .mapToInt(id -> Figures.notShown(played, id))
                                .sum();
        figure(told, "unknown", "not to be told from events");
        figure(rehearsed.proposal().before(), "plain", "messages on the busiest day");
        page.append("</ul>\n");
        if (!rehearsed.troubles().isEmpty()) {
            page.append("<details><summary>")
                    .append(rehearsed.troubles().size())
                    .append(" could not be read</summary><ul>");
            rehearsed.troubles().forEach(each -> item(each));
            page.append("</ul></details>\n");
        }
    }

    private void figure(int count, String kind, String what) {
        page.append("<li class=\"")
                .append(kind)
                .append("\"><b>%,d</b> ".formatted(count))
                .append(what)
                .append("</li>");
    }

    private void item(String line) {
        page.append("<li>").append(text(line)).append("</li>");
    }

    private void section(String title, String body) {
        page.append("<section><h2>")
                .append(title)
                .append("</h2>\n")
                .append(body)
                .append("</section>\n");
    }

    private String guardrails() {
        StringBuilder table = new StringBuilder(Plot.outcomes(played));
        table.append("<table><thead><tr><th>guardrail</th>");
        for (Outcome.Kind kind : Figures.DONE) {
            table.append("<th class=\"n\">").append(name(kind)).append("</th>");
        }
        table.append("<th class=\"n\">fine</th><th class=\"n\">not told</th></tr></thead><tbody>");
        for (String id : played.guardrails()) {
            table.append("<tr><td>").append(text(id)).append("</td>");
            for (Outcome.Kind kind : Figures.DONE) {
                cell(table, played.count(id, kind));
            }
            cell(
                    table,
                    played.count(id, Outcome.Kind.COMPLIANT)
                            + played.count(id, Outcome.Kind.IGNORED));
            cell(table, Figures.notShown(played, id));
            table.append("</tr>");
        }
        table.append("</tbody></table>");
        played.notShown()
                .forEach((id, what) ->
                        what.forEach((missing, count) ->
                                table.append("<p class=\"note\">")
                                        .append(
                                                text(
                                                        "%s: %d not told, because no event shows %s."
                                                                .formatted(id, count, missing)))
                                        .append("</p>")));
        if (played.readNow() > 0) {
            table.append("<p class=\"note\">").append(text(Figures.readNow(played))).append("</p>");
        }
        played.notRead()
                .forEach(each ->
                        table.append("<p class=\"note\">Not read: ")
                                .append(text(each))
                                .append("</p>"));
        return table.toString();
    }

    private static String name(Outcome.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void cell(StringBuilder table, int count) {
        table.append("<td class=\"n\">")
                .append(count == 0 ? "" : "%,d".formatted(count))
                .append("</td>");
    }

    private String channels() {
        StringBuilder table =
                new StringBuilder(
                        "<table><thead><tr><th>channel</th><th class=\"n\">messages</th><th class=\"n\">on the busiest day</th></tr></thead><tbody>");
        played.messages()
                .forEach((channel, days) ->
                        table.append("<tr><td>")
                                .append(text(channel))
                                .append("</td><td class=\"n\">")
                                .append(Figures.sum(days))
                                .append("</td><td class=\"n\">")
                                .append(Figures.most(days))
                                .append("</td></tr>"));
        return played.messages().isEmpty() ? "" : table.append("</tbody></table>").toString();
    }

    private String stood() {
        StringBuilder table =
                new StringBuilder(
                        "<table><thead><tr><th>guardrail</th><th class=\"n\">put right</th><th class=\"n\">median</th><th class=\"n\">longest</th></tr></thead><tbody>");
        for (Map.Entry<String, List<Duration>> each : played.mended().entrySet()) {
            table.append("<tr><td>")
                    .append(text(each.getKey()))
                    .append("</td><td class=\"n\">")
                    .append(each.getValue().size())
                    .append("</td><td class=\"n\">")
                    .append(Figures.time(Figures.median(each.getValue())))
                    .append("</td><td class=\"n\">")
                    .append(Figures.time(Figures.longest(each.getValue())))
                    .append("</td></tr>");
        }
        return table.append("</tbody></table>").toString();
    }

    private void fights() {
        fights("Fixes that a tool would have set over", Figures.foughtByTools(played));
        fights("Fixes over which people set another value", Figures.foughtByPeople(played));
    }

    private void fights(String title, List<Incident> fought) {
        if (fought.isEmpty()) {
            return;
        }
        StringBuilder list = new StringBuilder("<ul>");
        fought.stream()
                .limit(LISTED)
                .forEach(each ->
                        list.append("<li>")
                                .append(text(each.name() + ": " + each.foughtBy()))
                                .append("</li>"));
        if (fought.size() > LISTED) {
            list.append("<li>and %,d more</li>".formatted(fought.size() - LISTED));
        }
        section(title, list.append("</ul>").toString());
    }

    private void gaps() {
        if (!played.missed().isEmpty()) {
            StringBuilder list = new StringBuilder("<ul>");
            played.missed().forEach(each -> list.append("<li>").append(text(each)).append("</li>"));
            section(
                    "Records that no rule of template.yaml takes, and should",
                    list.append("</ul>").toString());
        }
    }

    private void proposal() {
        String kept =
                "With it %d messages on the busiest day; at most %d are wanted. With the settings that were rehearsed there were %d."
                        .formatted(
                                rehearsed.proposal().busiest(),
                                rehearsed.wanted(),
                                rehearsed.proposal().before());
        section(
                "Proposed settings",
                "<p>%s</p><pre>%s</pre>"
                        .formatted(kept, text(String.join("\n", rehearsed.proposal().lines()))));
    }

    private void incidents() {
        StringBuilder table =
                new StringBuilder(
                        "<table class=\"incidents\"><thead><tr><th>when (UTC)</th><th></th><th>what</th><th>by</th><th>stood</th></tr></thead><tbody>");
        played.incidents().stream().limit(SHOWN).forEach(each -> row(table, each));
        table.append("</tbody></table>");
        int left = played.incidents().size() + played.more() - SHOWN;
        if (left > 0) {
            table.append("<p class=\"note\">%,d more are in the JSON.</p>".formatted(left));
        }
        section("When, for whom, on what", table.toString());
    }

    private static void row(StringBuilder table, Incident each) {
        table.append("<tr><td>")
                .append(Figures.moment(each.at()))
                .append("</td><td><span class=\"tag ")
                .append(name(each.would()))
                .append("\">")
                .append(name(each.would()))
                .append("</span><br>")
                .append(text(each.severity()))
                .append("</td><td><b>")
                .append(text(each.name()))
                .append("</b><br>")
                .append(text(each.sentence()));
        if (!each.cost().isEmpty()) {
            table.append("<br><span class=\"note\">").append(text(each.cost())).append("</span>");
        }
        if (!each.foughtBy().isEmpty()) {
            table.append("<br><span class=\"note\">Set over by ")
                    .append(text(each.foughtBy()))
                    .append("</span>");
        }
        table.append("</td><td>")
                .append(text(each.who()))
                .append("<br><span class=\"note\">")
                .append(text(each.event() + " through " + each.tool()))
                .append("</span></td><td>")
                .append(
                        each.stood() == null
                                ? ""
                                : text(Figures.time(each.stood()) + ", " + each.mendedBy()))
                .append("</td></tr>");
    }

    /** Names and texts in it may come from anybody. */
    static String text(String raw) {
        StringBuilder safe = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return safe.toString();
    }
}
