package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core finds on a page, by the rules of WCAG 2.1, levels A and AA, and best practice. */
public final class Accessibility {

  private static final String RUN =
      """
      const [done] = arguments;
      const rules = {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
        resultTypes: ['violations'],
      };
      axe.run(document, rules).then(
        found => done(found.violations
          .map(it => it.id + ': ' + it.nodes.map(node => node.html + ' ' + node.failureSummary))),
        failure => done(['axe failed: ' + failure]));
      """;

  private final String axe;

  public Accessibility() {
    try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails where anything is in the way of people with a disability. */
  public void check(Chromium browser, String page) {
    browser.script(axe);
    Object found = browser.asynchronousScript(RUN);
    assertThat((List<?>) found).as(page).isEmpty();
  }
}
