package dev.amends.slackin;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Pending;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.Labels;
import dev.amends.slack.Mrkdwn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** {@code /amends findings}: the newest that are open. */
final class OpenFindings {
    private static final int MOST = 10;

    /** So many of each state are looked at for one guardrail's; three seconds hold no more. */
    private static final int LOOKED_AT = 100;

    private final LedgerIndex index;
    private final SettingsStore store;
    private final List<String> guardrails;

    OpenFindings(LedgerIndex index, SettingsStore store, List<String> guardrails) {
        this.index = index;
        this.store = store;
        this.guardrails = List.copyOf(guardrails);
    }

    /**
     * Lists them.
     *
     * @param guardrail only this one's; empty for all
     */
    Replies.Note note(String guardrail, Instant now) {
        if (!guardrail.isEmpty() && !guardrails.contains(guardrail)) {
            return Replies.Note.of(
                    "There is no guardrail %s here. There are: %s."
                            .formatted(Mrkdwn.code(guardrail, 100), String.join(", ", guardrails)));
        }
        List<Finding> found = new ArrayList<>();
        for (State state : Arrays.stream(State.values()).filter(State::open).toList()) {
            index.inState(state, Instant.EPOCH, guardrail.isEmpty() ? MOST + 1 : LOOKED_AT).stream()
                    .filter(each ->
                            guardrail.isEmpty() || each.subject().guardrail().equals(guardrail))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(Finding::updatedAt).reversed());
        if (found.isEmpty()) {
            return Replies.Note.of("Nothing is open.");
        }
        Pending pending = Pending.read(index, store, now);
        List<String> paragraphs = new ArrayList<>();
        found.stream().limit(MOST).map(each -> line(each, pending)).forEach(paragraphs::add);
        paragraphs.add(
                found.size() > MOST
                        ? "These are the %d newest; `amends findings` on the command line lists them all."
                                .formatted(MOST)
                        : "That is all. `amends findings --all` on the command line lists the settled ones as well.");
        return new Replies.Note(paragraphs);
    }

    private static String line(Finding finding, Pending pending) {
        String state =
                pending.about(finding)
                        .map(decision -> Labels.pending(decision.kind(), Words.who(decision)))
                        .orElseGet(() -> Labels.of(finding.state()));
        return "%s *%s* (%s, %s, severity %s): %s"
                .formatted(
                        Mrkdwn.code(finding.subject().target().name(), 300),
                        state,
                        Mrkdwn.escape(finding.subject().guardrail(), 100),
                        Words.moment(finding.updatedAt()),
                        finding.seen().severity().name().toLowerCase(Locale.ROOT),
                        Mrkdwn.escape(finding.seen().sentence(), 250));
    }
}
