package io.authservice.keycloak.startup;

import static io.authservice.keycloak.logging.SetupLog.LOG;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keycloak's version, of which the interfaces that are used here are known to be there or not. */
record ServerVersion(int major, int minor, String text) {

  private static final int MAJOR = 26;
  private static final int MINOR = 7;
  private static final Pattern PARTS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\b.*");

  /** What a build of Keycloak's own calls itself is let pass, as the newest. */
  static ServerVersion of(String text) {
    Matcher parts = PARTS.matcher(text);
    return parts.matches()
        ? new ServerVersion(
            Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), text)
        : new ServerVersion(MAJOR, MINOR, text);
  }

  /**
   * @throws IllegalStateException if this server lacks what the extension is made of
   */
  void require() {
    if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
      throw new IllegalStateException(
          "The auth service wants Keycloak %d.%d or newer, and this is Keycloak %s: use another"
                  .formatted(MAJOR, MINOR, text)
              + " Keycloak, or take the JAR out of providers/.");
    }
    if (major > MAJOR || minor > MINOR) {
      LOG.untriedKeycloak(MAJOR + "." + MINOR, text);
    }
  }
}
