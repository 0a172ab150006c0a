package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/**
 * A person in front of the channel, in a real browser: from the card over the press to what it did
 * in the account, through the REST API, signed as Slack signs.
 */
class ApprovalE2eTest extends E2e {
    private static final String ANN = "U0ANN00001";
    private static final String BEN = "U0BEN00001";

    @TempDir private Path folder;
    @AutoClose private Browser browser;

    @BeforeEach
    void askAndOpenTheChannel() {
        account.settings("ask", 7);
        account.keeper(); // it reads who is in @platform
        browser = new Browser(folder);
        browser.open(account.page());
    }

    @AfterEach
    void asTheyWere() {
        account.usualSettings();
    }

    @Test
    void somethingBreaksIsSeenIsFixedByAPressAndIsTakenBackByAnother() {
        String group = Account.name("approve");
        actAs(ANN);

        account.create(group);
        String card = card(group);
        assertThat(text(card)).contains("Waits for a decision", "Can be approved until");
        picture("approval-1-asks");
        press(card, "fix");

        awaitText(card, "Fixed");
        assertThat(account.retention(group)).isEqualTo(30);
        assertThat(text(card)).contains("Set its retention to 30 days.", "Ann Approver");
        assertThat(buttons(card)).contains("undo").doesNotContain("fix");
        picture("approval-2-fixed");

        press(card, "undo");
        browser.press(By.id("confirm-yes"));
        awaitText(card, "Undone");
        assertThat(account.retention(group)).isNull();
        assertThat(buttons(card)).doesNotContain("fix", "undo");
        picture("approval-3-undone");
        assertThat(account.cards(group)).as("one card from beginning to end").hasSize(1);
    }

    @Test
    void whoMayNotDecideIsToldWhyAndByWhomAndNothingHappens() {
        String group = Account.name("not-mine");
        actAs(BEN);

        account.create(group);
        String card = card(group);
        press(card, "fix");

        WebElement note = browser.find(By.cssSelector(".ephemeral"), "approvers");
        assertThat(note.getText()).contains("log-group-no-retention", "@platform");
        account.quiet();
        assertThat(account.retention(group)).isNull();
        assertThat(account.finding(group).path("state").asText()).isEqualTo("AWAITING");
        assertThat(buttons(card)).contains("fix", "exempt");
    }

    @Test
    void anExemptionTakesAReasonAndAnEndAndCanBeEnded() {
        String group = Account.name("exempt");
        actAs(ANN);

        account.create(group);
        String card = card(group);
        press(card, "exempt");
        browser.press(By.cssSelector("#modal [data-block-id='until'] input[value='90']"));
        browser.press(By.id("modal-submit"));
        browser.find(By.cssSelector("#modal .field-error"));
        browser.find(By.cssSelector("#modal [data-block-id='reason'] textarea"))
                .sendKeys("The auditors want <!channel> it");
        picture("exempt-form");
        browser.press(By.id("modal-submit"));

        awaitText(card, "Exempt for now");
        assertThat(text(card)).contains("The auditors want <!channel> it", "Ann Approver");
        JsonNode finding = account.finding(group);
        assertThat(Instant.parse(finding.path("ends").asText()))
                .isCloseTo(
                        Instant.now().plus(Duration.ofDays(90)),
                        org.assertj.core.api.Assertions.within(5, ChronoUnit.MINUTES));
        press(card, "look");
        browser.await(
                "another card", page -> account.cards(group).size() == 2 ? Boolean.TRUE : null);
        assertThat(account.finding(group).path("state").asText()).isEqualTo("AWAITING");
        assertThat(account.retention(group)).isNull();
    }

    @Test
    void aPauseHoldsEverythingUntilItIsEnded() {
        account.usualSettings();
        String group = Account.name("paused");
        actAs(ANN);

        say("/amends pause 2h the database is down");
        browser.find(By.cssSelector("#messages > .message"), "the database is down");
        account.create(group);
        account.awaitFinding(group, "PAUSED");
        account.quiet();
        assertThat(account.retention(group)).isNull();
        assertThat(account.cards(group)).isEmpty();
        say("/amends status");
        browser.find(By.cssSelector(".ephemeral"), "the database is down");
        say("/amends resume");

        Account.awaitTrue(
                "the pause is over", () -> account.keeper().contains("1 held") || !held(group));
        account.awaitFinding(group, "FIXED");
        assertThat(account.retention(group)).as("it still may be fixed").isEqualTo(30);
        card(group);
    }

    private static boolean held(String group) {
        return account.finding(group).path("state").asText().equals("PAUSED");
    }

    private void actAs(String user) {
        new Select(browser.find(By.id("user"))).selectByValue(user);
    }

    private void say(String text) {
        WebElement line = browser.find(By.id("say"));
        line.clear();
        line.sendKeys(text);
        browser.press(By.id("send"));
    }

    /** Waits for the card of a group, and answers how to find it again. */
    private String card(String group) {
        String ts =
                Account.await(
                                "a card of " + group,
                                Account.PATIENCE,
                                () -> account.cards(group).stream().findFirst())
                        .path("ts")
                        .asText();
        String css = ".message[data-ts='" + ts + "']";
        browser.find(By.cssSelector(css), group);
        return css;
    }

    private void press(String card, String action) {
        browser.press(By.cssSelector(card + " button[data-action-id='" + action + "']"));
    }

    private void awaitText(String card, String text) {
        browser.find(By.cssSelector(card), text);
        account.quiet();
    }

    private String text(String card) {
        return browser.find(By.cssSelector(card)).getText();
    }

    private String buttons(String card) {
        return browser.await(
                "buttons",
                page ->
                        page.findElements(By.cssSelector(card + " [data-action-id]")).stream()
                                .map(e -> String.valueOf(e.getDomAttribute("data-action-id")))
                                .reduce("", (all, each) -> all + " " + each));
    }

    private void picture(String name) {
        browser.screenshot(Path.of("target", "e2e-reports", name + ".png"));
    }
}
