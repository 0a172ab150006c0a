package dev.amends.core.ledger;

import static dev.amends.core.ledger.Examples.T0;
import static dev.amends.core.ledger.Examples.move;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpisodesTest {
    private static final Instant SOON = T0.plus(Duration.ofMinutes(1));
    private static final Instant LATER = T0.plus(Duration.ofHours(2));

    /** After the end of an approval, an exemption or a pause that began at {@code T0}. */
    private static final Instant ENDED = T0.plus(Duration.ofHours(4));

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
                Move.of(Examples.SUBJECT, Step.FIX, "w", SOON, "")
                        .seeing(Examples.seen("same", "another event"));
        assertThat(Episodes.answer(failed, other)).isInstanceOf(Answer.Moved.class);
    }

    @Test
    void an_undone_fix_ends_undone_and_the_same_violation_is_left_alone() {
        Finding undone = Examples.in(State.UNDONE);
        assertThat(undone.seen().remedy().after()).containsEntry("valve", null);
        assertThat(Episodes.answer(undone, move(Step.FIX, "same", "w", LATER)))
                .isEqualTo(new Answer.Refused(Answer.Reason.STANDS, undone));
    }

    @Test
    void an_undo_that_failed_leaves_the_fix_standing_and_counts_as_no_fix_of_its_own() {
        Finding fixed = Examples.in(State.FIXED);
        Finding undoing = taken(fixed, move(Step.UNDO, "same", "w", SOON));
        Finding back =
                taken(undoing, move(Step.FAILED, "same", "w", SOON).with(fixed.seen().remedy()));
        assertThat(back.state()).isEqualTo(State.FIXED);
        assertThat(back.seen().remedy()).isEqualTo(fixed.seen().remedy());
        assertThat(back.fixes()).isEqualTo(fixed.fixes());
    }

    @Test
    void what_is_left_of_several_mistakes_stays_on_its_card_and_is_still_their_doing() {
        Finding open = Examples.in(State.OPEN);
        Finding less = taken(open, move(Step.FLAG, "within", "w", SOON));
        assertThat(less.episode()).isEqualTo(open.episode());
        assertThat(less.seen().names()).containsExactly("kitchen/rusts");
        assertThat(less.seen().cause()).isEqualTo(open.seen().cause());
        assertThat(less.unsaid()).isTrue();
        assertThat(taken(less, move(Step.FLAG, "same", "w", SOON)).episode())
                .as("one that comes back is news")
                .isEqualTo(open.episode() + 1);
    }

    @Test
    void a_fix_can_be_undone_for_thirty_days_and_not_after() {
        Finding fixed = Examples.in(State.FIXED);
        Instant last = T0.plus(Episodes.UNDO_SPAN);
        assertThat(Episodes.answer(fixed, move(Step.UNDO, "same", "w", last)))
                .isInstanceOf(Answer.Moved.class);
        assertThat(Episodes.answer(fixed, move(Step.UNDO, "same", "w", last.plusSeconds(1))))
                .isEqualTo(new Answer.Refused(Answer.Reason.EXPIRED, fixed));
    }

    @Test
    void an_approval_is_reminded_of_once_and_then_expires() {
        Finding asked = Examples.in(State.AWAITING);
        Finding reminded = taken(asked, move(Step.REMIND, "same", "w", LATER));
        assertThat(reminded.state()).isEqualTo(State.AWAITING);
        assertThat(reminded.until()).isEqualTo(asked.ends());
        assertThat(reminded.unsaid()).isTrue();
        assertThat(Episodes.answer(reminded, move(Step.REMIND, "same", "w", LATER)))
                .isEqualTo(new Answer.Refused(Answer.Reason.NOTHING_OPEN, reminded));
        assertThat(taken(reminded, move(Step.EXPIRE, "same", "w", ENDED)).state())
                .isEqualTo(State.EXPIRED);
    }

    @Test
    void a_fresh_look_at_what_expired_asks_anew_in_an_episode_of_its_own() {
        Finding expired = Examples.in(State.EXPIRED);
        Finding asked = taken(expired, move(Step.ASK, "same", "w", SOON).afresh(true));
        assertThat(asked.state()).isEqualTo(State.AWAITING);
        assertThat(asked.episode()).isEqualTo(expired.episode() + 1);
    }

    @Test
    void a_note_changes_nothing_but_what_is_said() {
        Finding asked = Examples.in(State.AWAITING);
        Finding noted = taken(asked, move(Step.NOTE, "same", "w", SOON));
        assertThat(noted.state()).isEqualTo(State.AWAITING);
        assertThat(noted.ends()).isEqualTo(asked.ends());
        assertThat(noted.until()).isEqualTo(asked.until());
        assertThat(noted.decision()).isEqualTo(asked.decision());
        assertThat(noted.history().getLast()).contains("decision of NOTE");
        assertThat(noted.unsaid()).isTrue();
    }

    @Test
    void what_is_held_in_a_pause_is_quiet_unless_it_is_grave() {
        Move held = move(Step.HOLD, "same", "w", T0);
        assertThat(taken(null, held).unsaid()).isFalse();
        Seen grave =
                new Seen(
                        "i",
                        "same",
                        Severity.HIGH,
                        "It floods.",
                        null,
                        null,
                        null,
                        held.seen().cause(),
                        null);
        assertThat(taken(null, held.seeing(grave)).unsaid()).isTrue();
    }

    private static Finding taken(Finding now, Move move) {
        return ((Answer.Moved) Episodes.answer(now, move)).finding();
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

    /** The table as Markdown, worked out by asking the code; in pieces that fit on a page. */
    private static String table() {
        List<Step> steps = List.of(Step.values());
        int seen = steps.indexOf(Step.APPROVE);
        int decided = steps.indexOf(Step.DONE);
        return Stream.of(
                        steps.subList(0, seen),
                        steps.subList(seen, decided),
                        steps.subList(decided, steps.size()))
                .map(EpisodesTest::table)
                .collect(Collectors.joining("\n"));
    }

    private static String table(List<Step> steps) {
        StringBuilder table = new StringBuilder("| state |");
        steps.forEach(step -> table.append(' ').append(step).append(" |"));
        table.append("\n|---|").append("---|".repeat(steps.size())).append('\n');
        row(table, null, steps);
        Arrays.stream(State.values()).forEach(state -> row(table, state, steps));
        return table.toString();
    }

    private static void row(StringBuilder table, State state, List<Step> steps) {
        table.append("| ").append(state == null ? "none" : state).append(" |");
        steps.forEach(step -> table.append(' ').append(cell(state, step)).append(" |"));
        table.append('\n');
    }

    private static String cell(State state, Step step) {
        List<String> same = over(state, step, "same");
        List<String> other = over(state, step, "other");
        List<String> within = over(state, step, "within");
        return same.equals(other)
                ? said("", same)
                : said("same", same)
                        + "; "
                        + (within.equals(other) ? "" : said("within", within) + "; ")
                        + said("other", other);
    }

    /** The answers a minute, two hours and four hours after the last step. */
    private static List<String> over(State state, Step step, String fingerprint) {
        return Stream.of(SOON, LATER, ENDED).map(at -> ask(state, step, fingerprint, at)).toList();
    }

    private static String said(String who, List<String> answers) {
        String now = answers.get(0);
        String later = answers.get(1);
        String ended = answers.get(2);
        String prefix = who.isEmpty() ? "" : who + ", ";
        if (now.equals(later) && later.equals(ended)) {
            return who.isEmpty() ? now : who + ": " + now;
        }
        if (later.equals(ended)) {
            return prefix + "now: " + now + "; " + prefix + "later: " + later;
        }
        return now.equals(later)
                ? prefix + "before its end: " + now + "; " + prefix + "ended: " + ended
                : prefix + "now: " + now + "; " + prefix + "later: " + later + "; " + prefix
                        + "ended: " + ended;
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
