package io.authservice.keycloak.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.theme.Chromium;
import io.authservice.keycloak.theme.Look;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A person at the administrators' page, who counts the clicks it takes to do something. */
final class Visitor implements AutoCloseable {

  /** More stops than any page has. */
  private static final int MANY = 400;

  private final String page;
  private final Chromium browser;
  private int clicks;

  private Visitor(String page, Chromium browser) {
    this.page = page;
    this.browser = browser;
  }

  /** Somebody who logs in, and comes to a part of the page. */
  static Visitor at(TestServer server, Look look, String language, User user, String route) {
    Chromium browser = Chromium.orSkip(look, language);
    String page = server.baseUrl() + "/realms/" + server.realm() + "/auth-service/console/";
    Visitor visitor = new Visitor(page, browser);
    browser.open(page + route);
    visitor.logIn(user);
    browser.find(By.cssSelector("#main h1"));
    return visitor;
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
    // A person scrolls what stands under a bar out of it.
    browser.script("arguments[0].scrollIntoView({block: 'center'})", browser.find(by));
    browser.click(by);
    clicks++;
  }

  void clickButton(String text) {
    click(button(text));
  }

  void clickLink(String text) {
    click(link(text));
  }

  void type(String field, String text) {
    browser.type(By.name(field), text);
  }

  void tick(String label) {
    click(By.xpath("//label[contains(@class, 'box')][normalize-space(.)='" + label + "']"));
  }

  void choose(String name, String text) {
    click(By.xpath("//select[@name='%s']/option[.='%s']".formatted(name, text)));
  }

  void awaitText(String text) {
    browser.awaitText(text);
  }

  /** Goes by the Tab key alone to what can be reached so. */
  void tabTo(String selector) {
    browser.find(By.cssSelector(selector));
    for (int stop = 0; stop < MANY; stop++) {
      Object there =
          browser.script("return document.activeElement.matches(arguments[0])", selector);
      if (Boolean.TRUE.equals(there)) {
        return;
      }
      browser.press(Keys.TAB);
    }
    throw new AssertionError("The Tab key does not come to " + selector);
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
