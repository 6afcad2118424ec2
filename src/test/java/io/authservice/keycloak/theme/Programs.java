package io.authservice.keycloak.theme;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.Executables;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The browser and its driver: those that the system properties {@code browser.chromium} and {@code
 * browser.driver} name, or those on the path.
 */
record Programs(Path chromium, Path driver) {

  static final String MISSING = "no chromium and chromedriver are found";

  /** Skips the calling test where there is no browser, and says so. */
  static Programs orSkip() {
    assumeTrue(areThere(), MISSING);
    return new Programs(findChromium().orElseThrow(), findDriver().orElseThrow());
  }

  /** For {@link NeedsBrowser}. */
  static boolean areThere() {
    boolean found = findChromium().isPresent() && findDriver().isPresent();
    if (!found) {
      System.out.println("No chromium and chromedriver are found: browser tests are skipped.");
    }
    return found;
  }

  private static Optional<Path> findChromium() {
    return find("browser.chromium", "chromium");
  }

  private static Optional<Path> findDriver() {
    return find("browser.driver", "chromedriver");
  }

  private static Optional<Path> find(String property, String name) {
    String given = System.getProperty(property, "");
    return given.isBlank() ? Executables.onThePath().find(name) : Optional.of(Path.of(given));
  }
}
