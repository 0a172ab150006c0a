package dev.amends.slackin;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.LastSeen;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Exemption;
import dev.amends.core.settings.Exemptions;
import dev.amends.core.settings.Pause;
import dev.amends.slack.Labels;
import dev.amends.slack.Mrkdwn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /amends status}: how things stand. */
final class Status {
    private static final int EXEMPTIONS = 10;

    /** Counted one by one up to here; then it is "100 or more". */
    private static final int COUNTED = 100;

    /** Guardrails in one paragraph; Slack takes 3,000 characters there. */
    private static final int TOGETHER = 15;

    private static final List<State> STATES =
            List.of(
                    State.OPEN,
                    State.AWAITING,
                    State.EXPIRED,
                    State.HELD,
                    State.PAUSED,
                    State.FAILED,
                    State.UNKNOWN);

    private final LedgerIndex index;
    private final Counts counts;
    private final List<String> guardrails;
    private final String version;

    Status(LedgerIndex index, Counts counts, List<String> guardrails, String version) {
        this.index = index;
        this.counts = counts;
        this.guardrails = List.copyOf(guardrails);
        this.version = version;
    }

    /** The items it needs beside the settings. */
    List<String> keys() {
        return guardrails.stream()
                .flatMap(
                        guardrail -> Stream.of(Keys.exemptions(guardrail), LastSeen.key(guardrail)))
                .toList();
    }

    Replies.Note note(Reading reading, Instant now) {
        String account = reading.settings().accountName();
        Pause pause = reading.pause();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(
                "*Amends %s*%s"
                        .formatted(
                                Mrkdwn.escape(version, 40),
                                account.isEmpty() ? "" : " in " + Mrkdwn.escape(account, 100)));
        paragraphs.add(STATES.stream().map(this::count).collect(Collectors.joining("\n")));
        paragraphs.add(pause != null && pause.lasts(now) ? Words.paused(pause) : "Not paused.");
        paragraphs.add(exemptions(reading, now));
        for (int from = 0; from < guardrails.size(); from += TOGETHER) {
            paragraphs.add(
                    guardrails.subList(from, Math.min(from + TOGETHER, guardrails.size())).stream()
                            .map(guardrail -> seen(reading, guardrail))
                            .collect(Collectors.joining("\n")));
        }
        return new Replies.Note(paragraphs);
    }

    private String count(State state) {
        int found = counts.of(state, COUNTED);
        return "%s: %s".formatted(Labels.of(state), found < COUNTED ? found : COUNTED + " or more");
    }

    private String exemptions(Reading reading, Instant now) {
        record Exempt(String name, Instant ends) {}
        List<Exempt> exempt = new ArrayList<>();
        for (Finding finding : index.inState(State.EXEMPT, Instant.EPOCH, COUNTED)) {
            Instant ends = finding.ends();
            exempt.add(
                    new Exempt(
                            finding.subject().target().name(),
                            ends == null ? finding.updatedAt() : ends));
        }
        for (String guardrail : guardrails) {
            for (Exemption each : Exemptions.decode(reading.item(Keys.exemptions(guardrail)))) {
                if (each.until().isAfter(now)) {
                    exempt.add(new Exempt(each.pattern(), each.until()));
                }
            }
        }
        if (exempt.isEmpty()) {
            return "No exemptions.";
        }
        exempt.sort(Comparator.comparing(Exempt::ends));
        String lines =
                exempt.stream()
                        .limit(EXEMPTIONS)
                        .map(each ->
                                "Exempt: %s until %s"
                                        .formatted(
                                                Mrkdwn.code(each.name(), 150),
                                                Words.moment(each.ends())))
                        .collect(Collectors.joining("\n"));
        int more = exempt.size() - EXEMPTIONS;
        return more <= 0
                ? lines
                : lines
                        + "\nand %d or more that end later; `amends findings --state EXEMPT` lists them."
                                .formatted(more);
    }

    private static String seen(Reading reading, String guardrail) {
        String when =
                LastSeen.decode(reading.item(LastSeen.key(guardrail)))
                        .map(Words::moment)
                        .orElse("none yet");
        return "Last event seen by %s: %s".formatted(guardrail, when);
    }
}
