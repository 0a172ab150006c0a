package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The channel as a person sees it, in a real browser. */
class SlackPageE2eTest extends E2e {
    private static final By CARD = By.cssSelector("#messages > .message");

    @TempDir private Path folder;
    @AutoClose private Browser browser;

    @BeforeEach
    void openTheChannel() {
        browser = new Browser(folder);
        browser.open(account.page());
    }

    @Test
    void theCardOfAFixedLogGroupComesOntoThePageThatIsOpen() {
        String group = Account.name("on-the-page");

        account.create(group);

        WebElement card = browser.find(CARD, group);
        assertThat(card.getText())
                .startsWith("Amends")
                .contains("Fixed")
                .contains("Set its retention to 30 days.");
    }
}
