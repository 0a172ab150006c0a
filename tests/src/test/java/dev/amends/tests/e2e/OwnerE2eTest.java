package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Owners come before us: their value stands, whenever they set it. */
class OwnerE2eTest extends E2e {
    private static final Duration OLD = Duration.ofMinutes(3);

    private static String fixedGroup(String what) {
        String group = Account.name(what);
        account.create(group);
        account.awaitOutcome(group, "fixed");
        account.awaitCard(group, fixed(group));
        return group;
    }

    @Test
    void aRetentionThatItsOwnerSetsAfterOursStandsAndTheCardIsUpdated() {
        String group = fixedGroup("yield");

        account.logs.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(365));

        account.awaitOutcome(group, "yielded");
        String text =
                card(
                        "Left to its owner",
                        group,
                        "Its owner has set another value since; theirs stands.");
        JsonNode card = account.awaitCard(group, text);
        assertThat(account.retention(group)).isEqualTo(365);
        assertThat(account.cardTexts(group)).containsExactly(text);
        assertThat(card.path("edited").asBoolean()).isTrue();
        assertThat(card.path("history").path(0).path("text").asText()).isEqualTo(fixed(group));
        assertThat(card.path("blocks").toString()).contains("*Settled by*\\nlocal-admin");
        assertThat(account.finding(group).path("state").asText()).isEqualTo("YIELDED");
    }

    @Test
    void aRetentionThatOursLandedOnIsPutBack() {
        String group = fixedGroup("raced");
        ObjectNode theirs = account.record("PutRetentionPolicy", group, Instant.now().minus(OLD));
        Account.request(theirs).put("retentionInDays", 365);

        account.send(theirs);

        account.awaitOutcome(group, "yielded");
        String text =
                card(
                        "Left to its owner",
                        group,
                        "Put the owner's own value back: it was set a moment before ours.");
        account.awaitCard(group, text);
        assertThat(account.retention(group)).isEqualTo(365);
        assertThat(account.cardTexts(group)).containsExactly(text);
        assertThat(account.finding(group).path("state").asText()).isEqualTo("YIELDED");
    }

    @Test
    void aRemovalThatOursLandedOnIsPutBackToo() {
        String group = fixedGroup("raced-removal");

        account.send(account.record("DeleteRetentionPolicy", group, Instant.now().minus(OLD)));

        account.awaitOutcome(group, "yielded");
        String text =
                card(
                        "Left to its owner",
                        group,
                        "Put the owner's own value back: it was set a moment before ours.");
        account.awaitCard(group, text);
        assertThat(account.retention(group)).isNull();
        assertThat(account.cardTexts(group)).containsExactly(text);
    }

    @Test
    void aPersonWhoRemovesTheRetentionIsToldAndNotOverruled() {
        String group = Account.name("removed");
        account.createQuietly(group);
        account.quietly.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(14));

        account.logs.deleteRetentionPolicy(r -> r.logGroupName(group));

        account.awaitOutcome(group, "flagged");
        String text = card("Needs a person", group, "Left alone: somebody chose this.");
        account.awaitCard(group, text);
        assertThat(account.retention(group)).isNull();
        assertThat(account.cardTexts(group)).containsExactly(text);
        assertThat(account.finding(group).path("state").asText()).isEqualTo("OPEN");
    }

    @Test
    void aPersonWhoRemovesOurRetentionOpensAnEpisodeWithACardOfItsOwn() {
        String group = fixedGroup("removed-ours");

        account.logs.deleteRetentionPolicy(r -> r.logGroupName(group));

        account.awaitOutcome(group, "flagged");
        String text = card("Needs a person", group, "Left alone: somebody chose this.");
        account.awaitCard(group, text);
        assertThat(account.retention(group)).isNull();
        assertThat(account.cardTexts(group)).containsExactly(fixed(group), text);
    }

    @Test
    void whatWasFlaggedAndIsThenPutRightByItsOwnerIsSettledOnTheSameCard() {
        String group = Account.name("put-right");
        account.createQuietly(group);
        account.quietly.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(14));
        account.logs.deleteRetentionPolicy(r -> r.logGroupName(group));
        account.awaitOutcome(group, "flagged");
        account.awaitCard(group, card("Needs a person", group, "Left alone: somebody chose this."));

        account.logs.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(60));

        account.awaitOutcome(group, "resolved");
        String text = card("Put right", group, "Put right by its owner.");
        account.awaitCard(group, text);
        assertThat(account.retention(group)).isEqualTo(60);
        assertThat(account.cardTexts(group)).containsExactly(text);
    }

    @Test
    void aGroupThatIsMadeAgainAndAgainIsHeldAtTheFourthTime() {
        String group = Account.name("again");
        for (int time = 1; time <= 3; time++) {
            int episode = time;
            account.create(group);
            Account.awaitTrue(
                    "fix " + time, () -> account.finding(group).path("fixes").size() == episode);
            account.awaitCard(group, fixed(group));
            account.logs.deleteLogGroup(r -> r.logGroupName(group));
        }

        account.create(group);

        account.awaitOutcome(group, "held");
        account.awaitCard(
                group,
                card(
                        "Held by the breaker",
                        group,
                        "Left alone: it was fixed 3 times within an hour and keeps coming back, so something sets it again each time. Amends rests for an hour, looks again, and then asks."));
        assertThat(account.retention(group)).isNull();
        assertThat(account.cards(group)).hasSize(4);

        account.overdue(group);
        account.keeper();

        account.awaitOutcome(group, "asked");
        String text =
                card(
                        "Waits for a decision",
                        group,
                        "Amends would set its retention to 30 days, and asks first: it was fixed 3 times within an hour and came back.");
        account.awaitCard(group, text);
        assertThat(account.cards(group)).hasSize(4);
        assertThat(account.retention(group)).isNull();
    }

    @Test
    void whatTerraformMadeIsLookedAtAgainWhenItHadItsTimeAndThenFlagged() {
        String group = Account.name("terraform");
        account.createQuietly(group);
        ObjectNode event = account.event("matching/create-by-terraform.json");
        ((ObjectNode) event.get("detail"))
                .put("eventTime", Instant.now().minusSeconds(110).toString());
        Account.request(event).put("logGroupName", group);

        JsonNode first = account.awaitHandled(account.send(event));

        assertThat(first.path("outcome").asText()).isEqualTo("later");
        account.awaitOutcome(group, "flagged");
        String text =
                card(
                        "Needs a person",
                        group,
                        "Left alone: Terraform made it and would undo any change of ours at its next apply. Set it there.");
        JsonNode card = account.awaitCard(group, text);
        assertThat(account.cardTexts(group)).containsExactly(text);
        assertThat(card.path("blocks").toString()).contains("retention_in_days = 30");
        assertThat(account.retention(group)).isNull();
    }
}
