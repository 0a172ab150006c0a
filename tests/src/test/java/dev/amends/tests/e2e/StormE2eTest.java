package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.amends.slack.Tallies;
import dev.amends.slack.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Late: a storm's digest card speaks for everything found meanwhile, of other tests as well. */
@Order(Integer.MAX_VALUE - 1)
class StormE2eTest extends E2e {

    @AfterEach
    void asTheyWere() {
        account.usualSettings();
    }

    @Test
    void manyAtOnceBecomeOneCardAndOnePressTakesThemAllBack() {
        account.settings("fix", 7, 1);
        account.keeper(); // it reads who is in @platform
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            groups.add(Account.name("storm-" + i));
        }
        groups.forEach(account::create);
        Instant fixed =
                groups.stream()
                        .map(group -> account.awaitFinding(group, "FIXED").path("updatedAt"))
                        .map(at -> Instant.parse(at.asText()))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();

        // A drawing leaves out what has moved in the two seconds before it began, so that nobody
        // decides about what was not counted; groups of an earlier test may be counted, too.
        JsonNode digest =
                Account.await(
                        "a digest card that counts the last one",
                        Account.PATIENCE,
                        () -> {
                            // It brings the drawings after the first four.
                            account.keeper();
                            return countedAt().isBefore(fixed)
                                    ? Optional.empty()
                                    : account.digestCard(groups.size());
                        });
        assertThat(digest.path("text").asText()).contains("were fixed");
        assertThat(account.press("U0ANN00001", digest, "undo_all").path("ok").asBoolean()).isTrue();

        groups.forEach(group -> account.awaitFinding(group, "UNDONE"));
        groups.forEach(group -> assertThat(account.retention(group)).isNull());
    }

    /** When what the digest card shows was counted. */
    private static Instant countedAt() {
        String key = Tally.key(Account.GUARDRAIL);
        Tally tally = Tallies.decode(key, account.item(key));
        return tally == null || tally.shown() == null ? Instant.MIN : tally.shown().shownAt();
    }
}
