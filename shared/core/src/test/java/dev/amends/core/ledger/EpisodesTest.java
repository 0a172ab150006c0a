package dev.amends.core.ledger;

import static dev.amends.core.ledger.Examples.T0;
import static dev.amends.core.ledger.Examples.move;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpisodesTest {
    private static final Instant SOON = T0.plus(Duration.ofMinutes(1));
    private static final Instant LATER = T0.plus(Duration.ofHours(2));

    @Test
    void the_table_in_the_architecture_page_is_the_code() throws IOException {
        Path page = Path.of("../../docs/architecture.md");
        assertThat(Files.readString(page))
                .as("docs/architecture.md must hold this table:%n%s", table())
                .contains(table());
    }

    @ParameterizedTest
    @EnumSource
    void every_state_can_be_reached_by_its_steps(State state) {
        assertThat(Examples.in(state).state()).isEqualTo(state);
    }

    @Test
    void a_fourth_fix_within_an_hour_is_held_and_rests_for_an_hour() {
        Finding held = Examples.in(State.HELD);
        assertThat(held.decision()).contains("fixed 3 times within an hour");
        assertThat(held.until()).isEqualTo(T0.plus(Duration.ofHours(1)));
        assertThat(held.fixes()).hasSize(3);
    }

    @Test
    void a_fourth_fix_after_more_than_an_hour_goes_through() {
        Finding fixed = Examples.in(State.FIXED);
        Instant at = T0;
        for (int i = 0; i < 3; i++) {
            at = at.plus(Duration.ofMinutes(31));
            fixed =
                    ((Answer.Moved) Episodes.answer(fixed, move(Step.FIX, "same", "w", at)))
                            .finding();
            assertThat(fixed.state()).isEqualTo(State.ACTING);
            fixed =
                    ((Answer.Moved) Episodes.answer(fixed, move(Step.DONE, "same", "w", at)))
                            .finding();
        }
        assertThat(fixed.episode()).isEqualTo(4);
    }

    @Test
    void putting_an_owners_value_back_ends_in_their_favour() {
        Finding fixed = Examples.in(State.FIXED);
        Finding acting =
                ((Answer.Moved) Episodes.answer(fixed, move(Step.RESTORE, "same", "w", SOON)))
                        .finding();
        Finding ended =
                ((Answer.Moved) Episodes.answer(acting, move(Step.DONE, "same", "w", SOON)))
                        .finding();
        assertThat(ended.state()).isEqualTo(State.YIELDED);
        assertThat(ended.settledBy()).isEqualTo("the owner");
    }

    @Test
    void a_failed_fix_is_tried_again_for_another_event_and_not_for_the_same() {
        Finding failed = Examples.in(State.FAILED);
        assertThat(Episodes.answer(failed, move(Step.FIX, "same", "w", SOON)))
                .isInstanceOf(Answer.Refused.class);
        var other =
                new Episodes.Move(
                        Examples.SUBJECT,
                        Step.FIX,
                        Examples.seen("same", "another event"),
                        "",
                        "w",
                        SOON,
                        null,
                        null);
        assertThat(Episodes.answer(failed, other)).isInstanceOf(Answer.Moved.class);
    }

    @Test
    void history_keeps_the_last_twenty_steps() {
        Finding finding = Examples.in(State.ACTING);
        Instant at = T0;
        for (int i = 0; i < 30; i++) {
            at = at.plus(Episodes.LEASE);
            var taken = Episodes.answer(finding, move(Step.FIX, "same", "worker-" + i, at));
            finding = ((Answer.Moved) taken).finding();
        }
        assertThat(finding.history()).hasSize(Finding.HISTORY);
        assertThat(finding.history().getLast()).startsWith(at.toString());
        assertThat(finding.episode()).isEqualTo(1);
    }

    /** The table as Markdown, worked out by asking the code. */
    private static String table() {
        StringBuilder table = new StringBuilder("| state |");
        for (Step step : Step.values()) {
            table.append(' ').append(step).append(" |");
        }
        table.append("\n|---|");
        table.append("---|".repeat(Step.values().length)).append('\n');
        row(table, null);
        Arrays.stream(State.values()).forEach(state -> row(table, state));
        return table.toString();
    }

    private static void row(StringBuilder table, State state) {
        table.append("| ").append(state == null ? "none" : state).append(" |");
        for (Step step : Step.values()) {
            table.append(' ').append(cell(state, step)).append(" |");
        }
        table.append('\n');
    }

    private static String cell(State state, Step step) {
        String sameNow = ask(state, step, "same", SOON);
        String sameLater = ask(state, step, "same", LATER);
        String otherNow = ask(state, step, "other", SOON);
        String otherLater = ask(state, step, "other", LATER);
        Set<String> answers = new LinkedHashSet<>();
        if (sameNow.equals(sameLater) && otherNow.equals(otherLater)) {
            answers.add(sameNow.equals(otherNow) ? sameNow : "same: " + sameNow);
            answers.add(sameNow.equals(otherNow) ? sameNow : "other: " + otherNow);
        } else if (sameNow.equals(otherNow) && sameLater.equals(otherLater)) {
            answers.add("now: " + sameNow);
            answers.add("later: " + sameLater);
        } else if (otherNow.equals(otherLater)) {
            answers.add("same, now: " + sameNow);
            answers.add("same, later: " + sameLater);
            answers.add("other: " + otherNow);
        } else {
            answers.add("now: " + sameNow);
            answers.add("same, later: " + sameLater);
            answers.add("other, later: " + otherLater);
        }
        return String.join("; ", answers);
    }

    private static String ask(State state, Step step, String fingerprint, Instant at) {
        Finding now = state == null ? null : Examples.in(state);
        return switch (Episodes.answer(now, move(step, fingerprint, "second", at))) {
            case Answer.Moved(Finding finding) ->
                    "→ " + finding.state() + (opened(now, finding) ? " (new)" : "");
            case Answer.Refused(Answer.Reason reason, Finding ignored) -> reason.toString();
        };
    }

    private static boolean opened(Finding before, Finding after) {
        return before == null || after.episode() > before.episode();
    }
}
