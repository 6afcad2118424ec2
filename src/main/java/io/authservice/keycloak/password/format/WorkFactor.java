package io.authservice.keycloak.password.format;

import java.util.Optional;
import java.util.regex.Pattern;

/** A work factor in an encoded password: a positive decimal number without sign or padding. */
final class WorkFactor {

  /** Nine digits fit an int, and no factor in use needs more. */
  private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,8}");

  private WorkFactor() {}

  static Optional<Integer> read(String text) {
    return DECIMAL.matcher(text).matches() ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}
