package io.authservice.keycloak.admin.page;

import io.authservice.keycloak.theme.Chromium;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** What people who use no mouse do: they go by Tab to what can be reached so, and press keys. */
final class Keyboard {

  /** More stops than any page has. */
  private static final int MANY = 400;

  /** Where the goal is, seen from what has the focus. */
  private static final String WHERE =
      """
      const goal = arguments[0].control ?? arguments[0];
      const here = document.activeElement;
      if (here === goal) {
        return 'here';
      }
      if (goal.tabIndex < 0 && here.closest('.boxes')?.contains(goal)) {
        const before = goal.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING;
        return before ? 'down' : 'up';
      }
      return goal.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING
        ? 'back' : 'on';
      """;

  private static final String KIND =
      "const it = arguments[0].control ?? arguments[0]; return it.type ?? it.localName";

  private final Chromium browser;

  Keyboard(Chromium browser) {
    this.browser = browser;
  }

  /** Goes to an element; boxes to tick are one stop for Tab, and arrows go through them. */
  void reach(By by) {
    for (int stop = 0; stop < MANY; stop++) {
      switch (where(by)) {
        case "here" -> {
          return;
        }
        case "up" -> browser.press(Keys.ARROW_UP);
        case "down" -> browser.press(Keys.ARROW_DOWN);
        case "back" -> browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        case "on" -> browser.press(Keys.TAB);
        default -> throw new AssertionError();
      }
    }
    throw new AssertionError("The keyboard does not come to " + by);
  }

  private String where(By by) {
    try {
      return String.valueOf(browser.script(WHERE, browser.find(by)));
    } catch (StaleElementReferenceException madeAnew) {
      return where(by);
    }
  }

  /** Does what a click on the element does. */
  void click(By by) {
    reach(by);
    WebElement element = browser.find(by);
    boolean box = "checkbox".equals(browser.script(KIND, element));
    browser.press(box ? Keys.SPACE : Keys.ENTER);
  }

  /** Replaces what stands in a field. */
  void type(By field, String text) {
    reach(field);
    browser.press(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text);
  }

  /** A select takes the first letters of an option for the option. */
  void choose(By select, String text) {
    reach(select);
    browser.press(text);
  }
}
