package dev.amends.tests.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Chromium without a window, which waits for what it is to find. {@code tests/run} says where it
 * and its driver are; with both named, Selenium looks for neither and downloads nothing.
 */
final class Browser implements AutoCloseable {
    private static final Path REPORTS = Path.of("target", "e2e-reports");

    private final ChromeDriver driver;

    /** The folder takes its profile, and what it would leave behind in that of the machine. */
    Browser(Path folder) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Account.given("amends.e2e.browser"));
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(
                                Path.of(Account.given("amends.e2e.chromedriver")).toFile())
                        .usingAnyFreePort()
                        .withEnvironment(Map.of("TMPDIR", folder.toString()))
                        .build();
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,1000",
                "--user-data-dir=" + folder.resolve("profile"));
        driver = new ChromeDriver(service, options);
    }

    void open(URI page) {
        driver.get(page.toString());
    }

    /** The first element that is shown. */
    WebElement find(By by) {
        return find(by, "");
    }

    /** The first element that is shown and whose text has this in it. */
    WebElement find(By by, String text) {
        return await(
                by + " with \"" + text + "\"",
                page ->
                        page.findElements(by).stream()
                                .filter(e -> e.isDisplayed() && e.getText().contains(text))
                                .findFirst()
                                .orElse(null));
    }

    /** Waits until there is an answer; the page may change under it meanwhile. */
    <T> T await(String what, Function<WebDriver, T> look) {
        try {
            return new WebDriverWait(driver, Account.PATIENCE)
                    .ignoring(StaleElementReferenceException.class)
                    .until(look);
        } catch (TimeoutException e) {
            Path seen = REPORTS.resolve("browser-" + System.currentTimeMillis() + ".png");
            screenshot(seen);
            throw new AssertionError("not on the page: " + what + "; it shows " + seen, e);
        }
    }

    /** Presses what is shown, once it can be pressed. */
    void press(By by) {
        await(
                "something to press: " + by,
                page -> {
                    WebElement element =
                            page.findElements(by).stream()
                                    .filter(e -> e.isDisplayed() && e.isEnabled())
                                    .findFirst()
                                    .orElse(null);
                    if (element == null) {
                        return null;
                    }
                    element.click();
                    return true;
                });
    }

    void screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
