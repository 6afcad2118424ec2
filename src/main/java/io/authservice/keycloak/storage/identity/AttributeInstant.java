package io.authservice.keycloak.storage.identity;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A moment in a user's attribute, as {@link Instant#toString} wrote it. Keycloak's cached users
 * hold text alone, and a general parser takes longer over it than the cache over the user.
 */
public final class AttributeInstant {

  private static final int FRACTION = "2026-01-01T00:00:00.".length();
  private static final int NANO_DIGITS = 9;

  private AttributeInstant() {}

  public static Instant read(String text) {
    boolean hasFourDigitYear = text.charAt(4) == '-';
    return hasFourDigitYear ? digits(text) : Instant.parse(text);
  }

  private static Instant digits(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            nanos(text))
        .toInstant(ZoneOffset.UTC);
  }

  private static int nanos(String text) {
    int end = text.length() - 1;
    if (end < FRACTION) {
      return 0;
    }
    int nanos = number(text, FRACTION, end);
    for (int written = end - FRACTION; written < NANO_DIGITS; written++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int number(String text, int start, int end) {
    return Integer.parseInt(text, start, end, 10);
  }
}
