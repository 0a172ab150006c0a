package dev.amends.rehearse.report;

import dev.amends.core.run.Outcome;
import dev.amends.rehearse.Played;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** Plots as SVG; colours are those of the page's style sheet. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 220;
    private static final int LEFT = 44;
    private static final int BOTTOM = 26;

    /** More days than that make weeks. */
    private static final long DAYS = 100;

    private Plot() {}

    /** New messages by day, by guardrail one upon the other. */
    static String days(Played played) {
        if (played.from() == null || played.to() == null || played.byGuardrail().isEmpty()) {
            return "<p>None.</p>";
        }
        LocalDate first = LocalDate.ofInstant(played.from(), ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(played.to(), ZoneOffset.UTC);
        long span = last.toEpochDay() - first.toEpochDay() + 1;
        int step = span > DAYS ? 7 : 1;
        int bars = (int) ((span + step - 1) / step);
        List<String> ids = List.copyOf(played.byGuardrail().keySet());
        int[][] counts = new int[bars][ids.size()];
        for (int g = 0; g < ids.size(); g++) {
            for (Map.Entry<LocalDate, Integer> day :
                    played.byGuardrail().getOrDefault(ids.get(g), new TreeMap<>()).entrySet()) {
                long place = (day.getKey().toEpochDay() - first.toEpochDay()) / step;
                if (place >= 0 && place < bars) {
                    counts[(int) place][g] += day.getValue();
                }
            }
        }
        int most = 1;
        for (int[] bar : counts) {
            int sum = 0;
            for (int count : bar) {
                sum += count;
            }
            most = Math.max(most, sum);
        }
        StringBuilder svg = open("New messages by " + (step == 1 ? "day" : "week"));
        axis(svg, most);
        double wide = (WIDTH - LEFT - 10.0) / bars;
        for (int i = 0; i < bars; i++) {
            double y = HEIGHT - BOTTOM;
            LocalDate day = first.plusDays((long) i * step);
            for (int g = 0; g < ids.size(); g++) {
                double high = (HEIGHT - BOTTOM - 12.0) * counts[i][g] / most;
                y -= high;
                if (high > 0) {
                    rect(
                            svg,
                            LEFT + i * wide,
                            y,
                            Math.max(1, wide * 0.85),
                            high,
                            "c" + g % 6,
                            "%s: %d by %s".formatted(day, counts[i][g], ids.get(g)));
                }
            }
            boolean fits = LEFT + i * wide < WIDTH - 80;
            if (fits && i % Math.max(1, bars / 8) == 0) {
                label(svg, LEFT + i * wide, HEIGHT - 8, day.toString(), "start");
            }
        }
        return svg.append("</svg>").append(legend(ids)).toString();
    }

    /** What would have been done, by guardrail. */
    static String outcomes(Played played) {
        SortedSet<String> ids = played.guardrails();
        int most = 1;
        for (String id : ids) {
            most = Math.max(most, sum(played, id));
        }
        int high = 26;
        StringBuilder svg = open("Outcomes by guardrail", ids.size() * high + 8);
        int row = 0;
        for (String id : ids) {
            double y = row++ * (double) high + 4;
            label(svg, 196, y + 15, id, "end");
            double x = 204;
            for (Outcome.Kind kind : Figures.DONE) {
                int count = played.count(id, kind);
                double wide = (WIDTH - 260.0) * count / most;
                if (count > 0) {
                    String name = kind.name().toLowerCase(Locale.ROOT);
                    rect(svg, x, y, wide, high - 8, name, "%d %s".formatted(count, name));
                    x += wide;
                }
            }
            int notShown = Figures.notShown(played, id);
            double wide = (WIDTH - 260.0) * notShown / most;
            rect(svg, x, y, wide, high - 8, "unknown", notShown + " not told");
            label(svg, x + wide + 6, y + 15, Integer.toString(sum(played, id)), "start");
        }
        return svg.append("</svg>").toString();
    }

    private static int sum(Played played, String id) {
        return Figures.DONE.stream().mapToInt(kind -> played.count(id, kind)).sum()
                + Figures.notShown(played, id);
    }

    /** How many mistakes were put right within which time. */
    static String stood(Played played) {
        List<Duration> ends =
                List.of(
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofHours(8),
                        Duration.ofDays(1),
                        Duration.ofDays(7),
                        Duration.ofDays(30),
                        Duration.ofDays(3650));
        List<String> names = List.of("5 min", "1 h", "8 h", "a day", "a week", "30 days", "longer");
        int[] counts = new int[ends.size()];
        for (List<Duration> times : played.mended().values()) {
            for (Duration time : times) {
                int i = 0;
                while (i < ends.size() - 1 && time.compareTo(ends.get(i)) > 0) {
                    i++;
                }
                counts[i]++;
            }
        }
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        StringBuilder svg = open("Mistakes by how long they stood");
        axis(svg, most);
        double wide = (WIDTH - LEFT - 10.0) / counts.length;
        for (int i = 0; i < counts.length; i++) {
            double high = (HEIGHT - BOTTOM - 12.0) * counts[i] / most;
            rect(
                    svg,
                    LEFT + i * wide,
                    HEIGHT - BOTTOM - high,
                    wide * 0.85,
                    high,
                    "c0",
                    "%d within %s".formatted(counts[i], names.get(i)));
            label(svg, LEFT + (i + 0.42) * wide, HEIGHT - 8, names.get(i), "middle");
        }
        return svg.append("</svg>").toString();
    }

    private static StringBuilder open(String what) {
        return open(what, HEIGHT);
    }

    private static StringBuilder open(String what, int height) {
        return new StringBuilder(
                "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\">"
                        .formatted(what, WIDTH, height));
    }

    private static void axis(StringBuilder svg, int most) {
        for (int part = 0; part <= 2; part++) {
            double y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - 12.0) * part / 2;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
                            LEFT,
                            y,
                            WIDTH - 10,
                            y));
            String value = part == 1 && most % 2 == 1 ? "" : Integer.toString(most * part / 2);
            label(svg, LEFT - 6, y + 4, value, "end");
        }
    }

    private static void rect(
            StringBuilder svg,
            double x,
            double y,
            double wide,
            double high,
            String kind,
            String title) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
                        kind,
                        x,
                        y,
                        wide,
                        high,
                        HtmlReport.text(title)));
    }

    private static void label(StringBuilder svg, double x, double y, String text, String anchor) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                        x,
                        y,
                        anchor,
                        HtmlReport.text(text)));
    }

    private static String legend(List<String> ids) {
        List<String> parts = new ArrayList<>();
        for (int g = 0; g < ids.size(); g++) {
            parts.add(
                    "<span><i class=\"c%d\"></i>%s</span>"
                            .formatted(g % 6, HtmlReport.text(ids.get(g))));
        }
        return "<p class=\"legend\">" + String.join(" ", parts) + "</p>";
    }
}
