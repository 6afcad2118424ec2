package io.authservice.keycloak.admin.page;

import io.authservice.keycloak.theme.Chromium;
import java.util.List;
import java.util.stream.Stream;

/** Some answers to a page's calls, which the page gets no sooner than they are let go. */
final class HeldCalls {

  private static final String HOLD =
      """
      const [part, without] = arguments;
      const real = window.fetch.bind(window);
      window.asked = [];
      const held = new Promise((resolve) => { window.letGo = resolve; });
      window.fetch = async (address, options) => {
        const answer = await real(address, options);
        if (String(address).includes(part) && !String(address).includes(without)) {
          window.asked.push(String(address));
          await held;
        }
        return answer;
      };
      """;

  private final Chromium browser;

  private HeldCalls(Chromium browser) {
    this.browser = browser;
  }

  /**
   * Holds back from now on, until the page is left.
   *
   * @param part of the addresses to hold
   * @param without of those that go on
   */
  static HeldCalls of(Chromium browser, String part, String without) {
    browser.script(HOLD, part, without);
    return new HeldCalls(browser);
  }

  /** The same for all whose addresses have a part. */
  static HeldCalls of(Chromium browser, String part) {
    return of(browser, part, "\n");
  }

  /** The addresses whose answers were held or let go. */
  List<String> asked() {
    return Stream.of(browser.script("return window.asked"))
        .flatMap(found -> ((List<?>) found).stream())
        .map(String::valueOf)
        .toList();
  }

  void letGo() {
    browser.script("window.letGo()");
  }
}
