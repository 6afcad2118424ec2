package io.authservice.keycloak.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The browser and its driver: those that the system properties {@code browser.chromium} and {@code
 * browser.driver} name, or those on the path.
 */
record Programs(Path chromium, Path driver) {

  /** Skips the calling test where there is no browser, and says so. */
  static Programs orSkip() {
    Optional<Path> chromium = find("browser.chromium", "chromium");
    Optional<Path> driver = find("browser.driver", "chromedriver");
    boolean found = chromium.isPresent() && driver.isPresent();
    if (!found) {
      System.out.println("No chromium and chromedriver are found: browser tests are skipped.");
    }
    assumeTrue(found, "no chromium and chromedriver are found");
    return new Programs(chromium.orElseThrow(), driver.orElseThrow());
  }

  private static Optional<Path> find(String property, String name) {
    String given = System.getProperty(property, "");
    return given.isBlank()
        ? Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(directory -> Path.of(directory, name))
            .filter(Files::isExecutable)
            .findFirst()
        : Optional.of(Path.of(given));
  }
}
