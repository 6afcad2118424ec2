package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.password.DjangoPasswords;
import java.util.Locale;
import java.util.regex.Pattern;

/** What becomes of a stored password. */
public enum PasswordState {
  ACCEPTED,
  /** Django's own mark that nobody logs in by one. */
  UNUSABLE,
  BLANK,
  /** Damaged, too costly, or of a format that the realm refuses. */
  REFUSED,
  /** As some hasher's output looks, though none that is known. */
  UNKNOWN,
  /** What no hasher writes. */
  RAW;

  private static final Pattern ENCODED = Pattern.compile("[a-z0-9_]+\\$.+\\$.+", Pattern.DOTALL);

  /** Of the column as it stands. */
  public static PasswordState of(String stored, DjangoPasswords passwords) {
    if (stored.startsWith("!")) {
      return UNUSABLE;
    }
    if (stored.isEmpty()) {
      return BLANK;
    }
    if (passwords.algorithmOf(stored).isPresent()) {
      return passwords.isUsable(stored) ? ACCEPTED : REFUSED;
    }
    return ENCODED.matcher(stored).matches() ? UNKNOWN : RAW;
  }

  /** As answers name it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
