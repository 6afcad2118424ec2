package io.authservice.keycloak.theme;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.server.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium with a profile of its own. It remembers which requests its pages made and
 * what their consoles said.
 */
public final class Chromium implements AutoCloseable {

  /** Long enough for a console that is loaded for the first time on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ObjectMapper json = new ObjectMapper();
  private final ChromeDriver driver;
  private final Path screenshots;
  private final List<String> requests = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private Chromium(ChromeDriver driver, Path screenshots) {
    this.driver = driver;
    this.screenshots = screenshots;
  }

  /**
   * A new browser; skips the calling test where none is installed.
   *
   * @param language as a user sets it, such as {@code en}
   */
  public static Chromium orSkip(Look look, String language) {
    Programs programs = Programs.orSkip();
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(programs.chromium().toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    // The sandbox refuses root, as whom containers run.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-prefers-reduced-motion",
        "--accept-lang=" + language);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(programs.driver().toFile())
            .usingAnyFreePort()
            .build();
    Chromium browser =
        new Chromium(
            new ChromeDriver(service, options),
            ProjectFiles.ofTheBuild().work().resolveSibling("screenshots"));
    browser.driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
    browser.look(look);
    return browser;
  }

  /** Resizes the window, and sets what the person prefers. */
  void look(Look look) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            look.width(),
            "height",
            look.height(),
            "deviceScaleFactor",
            1,
            "mobile",
            false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", look.colorScheme()))));
  }

  public void open(String address) {
    driver.get(address);
  }

  public String address() {
    return driver.getCurrentUrl();
  }

  public String title() {
    return driver.getTitle();
  }

  /** All that can be read on the page. */
  public String text() {
    return find(By.tagName("body")).getText();
  }

  /** The element, once it is there and can be seen. */
  public WebElement find(By by) {
    return await(
        "an element " + by,
        page ->
            page.findElements(by).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
  }

  /** Whether such an element can be seen at this moment. */
  public boolean shows(By by) {
    return driver.findElements(by).stream().anyMatch(WebElement::isDisplayed);
  }

  /** Clicks the element, once it is there and nothing covers it. */
  public void click(By by) {
    await(
        "an element to click " + by,
        page -> {
          try {
            find(by).click();
            return by;
          } catch (ElementClickInterceptedException covered) {
            return null;
          }
        });
  }

  /** Replaces what stands in a field. */
  public void type(By by, String text) {
    WebElement field = find(by);
    field.clear();
    field.sendKeys(text);
  }

  /** Types to whatever has the keyboard's focus. */
  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Waits until the page has this text. */
  public void awaitText(String text) {
    await("the text \"" + text + "\"", page -> readable().contains(text) ? text : null);
  }

  void awaitAddress(String part) {
    await("an address with " + part, page -> page.getCurrentUrl().contains(part) ? part : null);
  }

  /**
   * Does something in a window that opens, until it closes by itself.
   *
   * @param opening what opens it
   */
  void inWindow(Runnable opening, Runnable doing) {
    String first = driver.getWindowHandle();
    opening.run();
    String second =
        new WebDriverWait(driver, PATIENCE)
            .until(
                page ->
                    page.getWindowHandles().stream()
                        .filter(handle -> !handle.equals(first))
                        .findFirst()
                        .orElse(null));
    driver.switchTo().window(second);
    try {
      doing.run();
      new WebDriverWait(driver, PATIENCE)
          .withMessage("the window did not close")
          .until(page -> page.getWindowHandles().size() == 1);
    } finally {
      driver.switchTo().window(first);
    }
  }

  private <T> T await(String what, Function<WebDriver, T> condition) {
    return new WebDriverWait(driver, PATIENCE)
        .ignoring(StaleElementReferenceException.class)
        .withMessage(() -> what + " on " + address() + ", which reads:\n" + readable())
        .until(condition);
  }

  private String readable() {
    return driver.findElement(By.tagName("body")).getText();
  }

  public Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs a script until it calls its last argument; returns what it called it with. */
  Object asynchronousScript(String script, Object... arguments) {
    return driver.executeAsyncScript(script, arguments);
  }

  /** From now on, files that pages give are kept in a directory. */
  public void keepDownloads(Path directory) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", directory.toString()));
  }

  /** Keeps a picture of the whole page, below the window's end too, as build output. */
  public void screenshot(String name) {
    Object picture =
        driver
            .executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
            .get("data");
    try {
      Files.createDirectories(screenshots);
      Files.write(
          screenshots.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The addresses asked for so far, {@code data:} ones aside. */
  public List<String> requests() {
    readLogs();
    return List.copyOf(requests);
  }

  /** The errors in the pages' consoles so far: of scripts, of policies, of loading. */
  public List<String> complaints() {
    readLogs();
    return List.copyOf(complaints);
  }

  /** Chromium tells each entry once. */
  private void readLogs() {
    driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .map(this::parsed)
        .map(entry -> entry.path("message"))
        .filter(entry -> entry.path("method").asText().equals("Network.requestWillBeSent"))
        .map(entry -> entry.path("params").path("request").path("url").asText())
        .filter(url -> Stream.of("data:", "blob:", "about:").noneMatch(url::startsWith))
        .forEach(requests::add);
    driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .forEach(complaints::add);
  }

  private JsonNode parsed(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
