package io.authservice.keycloak.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.theme.Accessibility;
import io.authservice.keycloak.theme.Chromium;
import io.authservice.keycloak.theme.Look;
import java.util.List;
import java.util.Locale;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * A person at the administrators' page, who counts the clicks it takes to do something. What is
 * picked from a select is one, as a press of Enter or Space is for who uses no mouse; what is typed
 * is none.
 */
final class Visitor implements AutoCloseable {

  private static final By HEADING = By.cssSelector("#main h1");

  /** A heading of a single pixel is there for screen readers alone. */
  private static final String CUT_OFF =
      """
      return [...document.querySelectorAll('th')]
        .filter((th) => th.clientWidth > 1 && th.scrollWidth > th.clientWidth)
        .filter((th) => getComputedStyle(th).overflowX !== 'visible')
        .map((th) => th.textContent);
      """;

  private final String page;
  private final Chromium browser;
  private final Keyboard keyboard;
  private final Hand hand;
  private final Look look;
  private final Accessibility accessibility = new Accessibility();
  private int clicks;

  private Visitor(String page, Chromium browser, Hand hand, Look look) {
    this.page = page;
    this.browser = browser;
    this.keyboard = new Keyboard(browser);
    this.hand = hand;
    this.look = look;
  }

  /** Somebody who logs in, and comes to a part of the page. */
  static Visitor at(TestServer server, Look look, String language, User user, String route) {
    return arrived(server, look, language, Hand.MOUSE, user, route);
  }

  /** Somebody who reads English, and works by one hand alone. */
  static Visitor at(TestServer server, Hand hand, User user, String route) {
    return arrived(server, hand.look(), "en", hand, user, route);
  }

  private static Visitor arrived(
      TestServer server, Look look, String language, Hand hand, User user, String route) {
    Chromium browser = Chromium.orSkip(look, language);
    String page = server.baseUrl() + "/realms/" + server.realm() + "/auth-service/console/";
    Visitor visitor = new Visitor(page, browser, hand, look);
    browser.open(page + route);
    visitor.logIn(user);
    browser.find(HEADING);
    return visitor;
  }

  /** Comes anew, as whoever logged in before, and counts from here. */
  void begin(String route) {
    browser.open("about:blank");
    browser.open(page + route);
    browser.find(HEADING);
    clicks = 0;
  }

  void logIn(User user) {
    browser.type(By.id("username"), user.username());
    browser.type(By.id("password"), user.password());
    browser.press(Keys.ENTER);
  }

  Chromium browser() {
    return browser;
  }

  void open(String route) {
    browser.open(page + route);
  }

  String page() {
    return page;
  }

  int clicks() {
    return clicks;
  }

  void click(By by) {
    clicks++;
    if (hand == Hand.KEYBOARD) {
      keyboard.click(by);
      return;
    }
    // A person scrolls what stands under a bar out of it.
    browser.script("arguments[0].scrollIntoView({block: 'center'})", browser.find(by));
    browser.click(by);
  }

  void clickButton(String text) {
    click(button(text));
  }

  void clickLink(String text) {
    click(link(text));
  }

  void type(String field, String text) {
    type(By.name(field), text);
  }

  void type(By field, String text) {
    if (hand == Hand.KEYBOARD) {
      keyboard.type(field, text);
    } else {
      browser.type(field, text);
    }
  }

  void tick(String label) {
    click(By.xpath("//label[contains(@class, 'box')][normalize-space(.)='" + label + "']"));
  }

  void choose(String name, String text) {
    if (hand == Hand.KEYBOARD) {
      clicks++;
      keyboard.choose(By.name(name), text);
    } else {
      click(By.xpath("//select[@name='%s']/option[.='%s']".formatted(name, text)));
    }
  }

  void awaitText(String text) {
    browser.awaitText(text);
  }

  /** Goes by the keyboard alone to what can be reached so. */
  void tabTo(String selector) {
    keyboard.reach(By.cssSelector(selector));
  }

  /**
   * Fails where a job took more clicks than it did in Django's admin.
   *
   * @param django how many it took there
   * @param steps which ones
   */
  void assertNoMoreClicksThan(int django, String steps) {
    assertThat(clicks)
        .as("clicks, where Django's admin wants: " + steps)
        .isLessThanOrEqualTo(django);
  }

  /** Keeps a picture of what is shown, and fails where it cannot be used or does not fit. */
  void inspect(String state) {
    String name = "page-" + state + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-');
    browser.screenshot(name);
    accessibility.check(browser, name);
    assertThat(browser.script("return document.documentElement.scrollWidth"))
        .as(name + " fits into the window")
        .isEqualTo((long) look.width());
    assertThat((List<?>) browser.script(CUT_OFF)).as(name + " has its headings whole").isEmpty();
  }

  void press(CharSequence... keys) {
    browser.press(keys);
  }

  /** Nothing is asked of other hosts, and no script or policy complains. */
  void assertNothingLeavesTheServer() {
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(page).startsWith(url.replaceFirst("(//[^/]+/).*", "$1")));
    assertThat(browser.complaints()).isEmpty();
  }

  /** A tick that stands for a field of a form, by its label. */
  static By check(String label) {
    return By.xpath(
        "//label[contains(@class, 'pf-v5-c-check__label')][normalize-space(.)='" + label + "']");
  }

  static By button(String text) {
    return By.xpath("//button[normalize-space(.)='" + text + "']");
  }

  static By link(String text) {
    return By.xpath("//a[normalize-space(.)='" + text + "']");
  }

  static By inDialog(String text) {
    return By.xpath("//dialog//button[normalize-space(.)='" + text + "']");
  }

  @Override
  public void close() {
    browser.close();
  }
}
