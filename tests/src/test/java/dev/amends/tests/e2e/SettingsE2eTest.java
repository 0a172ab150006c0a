package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings count from the next event on; nothing is deployed between two lines of these tests. */
class SettingsE2eTest extends E2e {

    @AfterEach
    void asTheyWere() {
        account.usualSettings();
    }

    @Test
    void aNewModeCountsAtTheNextEvent() {
        String first = Account.name("flag");
        String second = Account.name("fix-again");

        assertThat(account.settings("flag", 7).output()).contains("fix", "flag");
        account.create(first);
        account.awaitOutcome(first, "flagged");
        account.awaitCard(
                first, card("Needs a person", first, "Left alone: this guardrail only flags."));
        account.usualSettings();
        account.create(second);
        account.awaitOutcome(second, "fixed");
        account.awaitCard(second, fixed(second));

        assertThat(account.retention(first)).isNull();
        assertThat(account.retention(second)).isEqualTo(30);
        assertThat(account.cards(first)).hasSize(1);
    }

    @Test
    void switchedOffItChangesAndSaysNothing() {
        String group = Account.name("off");
        account.settings("off", 7);

        account.create(group);

        account.awaitOutcome(group, "spared");
        account.quiet();
        assertThat(account.retention(group)).isNull();
        assertThat(account.cards(group)).isEmpty();
    }

    @Test
    void withoutSettingsItOnlyFlags() {
        String group = Account.name("no-settings");
        account.delete("settings");

        account.create(group);

        JsonNode line = account.awaitOutcome(group, "flagged");
        account.quiet();
        assertThat(line.path("why").asText())
                .isEqualTo(
                        "Left alone: there are no settings that could be read, so nothing is changed.");
        assertThat(account.retention(group)).isNull();
        assertThat(account.finding(group).path("state").asText()).isEqualTo("OPEN");
    }

    @Test
    void inModeAskItWaitsAndTheCardHasTheCommandToDoItByHand() {
        String group = Account.name("ask");
        account.settings("ask", 7);

        account.create(group);

        account.awaitOutcome(group, "asked");
        String text =
                card(
                        "Waits for a decision",
                        group,
                        "Amends would set its retention to 30 days, and asks first.");
        Account.awaitTrue("a card", () -> !account.cards(group).isEmpty());
        account.quiet();
        assertThat(account.cardTexts(group)).containsExactly(text);
        assertThat(account.cards(group).getFirst().path("blocks").toString())
                .contains(
                        "aws logs put-retention-policy --log-group-name '"
                                + group
                                + "' --retention-in-days 30");
        assertThat(account.retention(group)).isNull();
        assertThat(account.finding(group).path("state").asText()).isEqualTo("AWAITING");
    }
}
