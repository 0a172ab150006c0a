package dev.amends.tests.cost;

import java.util.List;
import java.util.Locale;

/** A month of 30 days in which nothing happens. */
final class Month {
    private static final int MINUTES = 43_200;

    /** AWS names no number; five is what users report of an idle queue, a poll taking 20 s. */
    private static final int POLLERS = 5;

    private static final int POLLS = MINUTES * 3;

    private final Parts parts;
    private final Prices prices;

    Month(Parts parts, Prices prices) {
        this.parts = parts;
        this.prices = prices;
    }

    /** Something that is paid for. */
    record Line(String what, String formula, double dollars) {
        String row() {
            return String.format(Locale.ROOT, "| %s | %s | %.2f |%n", what, formula, dollars);
        }
    }

    List<Line> lines() {
        long polls = (long) parts.inboxes() * POLLERS * POLLS;
        double run = prices.of("lambda.request") + Run.WARM_SECONDS * prices.of("lambda.gbSecond");
        double logged = MINUTES * (Run.LINE_GB + Run.PLATFORM_GB) * prices.of("logs.gb");
        return List.of(
                new Line(
                        "polling of the inboxes",
                        "%d inboxes × %d pollers × %,d empty polls"
                                .formatted(parts.inboxes(), POLLERS, POLLS),
                        polls * prices.of("sqs.request")),
                new Line(
                        "the keeper's runs",
                        "%,d × %d ms at 1 GB, their requests".formatted(MINUTES, Run.WARM_MILLIS),
                        MINUTES * run),
                new Line(
                        "the keeper's reads",
                        "%,d × 6 read units".formatted(MINUTES),
                        MINUTES * 6 * prices.of("dynamodb.read")),
                new Line("its log", "%,d lines, and Lambda's own".formatted(MINUTES), logged),
                new Line(
                        "heartbeats",
                        "%d functions × 6".formatted(parts.heartbeats()),
                        parts.heartbeats() * 6 * run),
                new Line(
                        "alarms",
                        "%d, if e-mail and Slack are both set up".formatted(parts.alarms()),
                        parts.alarms() * prices.of("alarm.month")),
                new Line("metrics", "the keeper's outcome alone", prices.of("metric.month")),
                new Line("the Slack secret", "1", prices.of("secret.month")));
    }

    double dollars() {
        return lines().stream().mapToDouble(Line::dollars).sum();
    }
}
