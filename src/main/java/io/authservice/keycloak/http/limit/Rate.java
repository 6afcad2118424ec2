package io.authservice.keycloak.http.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many times in a period, as Django REST framework's throttles write it.
 *
 * @param count at least 1
 * @param period a second, minute, hour or day
 */
record Rate(int count, Duration period) {

  private static final Pattern FORMAT =
      Pattern.compile("([1-9]\\d{0,8})/(s|sec|second|m|min|minute|h|hour|d|day)");

  /**
   * Reads {@code 30/minute}; of the period its first letter decides.
   *
   * @return empty for a blank text, which limits nothing
   * @throws IllegalArgumentException for any other text
   */
  public static Optional<Rate> parse(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    Matcher matcher = FORMAT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no rate: write <number>/<second, minute, hour or day>");
    }
    return Optional.of(
        new Rate(Integer.parseInt(matcher.group(1)), period(matcher.group(2).charAt(0))));
  }

  private static Duration period(char letter) {
    return switch (letter) {
      case 's' -> Duration.ofSeconds(1);
      case 'm' -> Duration.ofMinutes(1);
      case 'h' -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }

  /** As it is read, with the whole word for the period. */
  String text() {
    String unit =
        period.equals(Duration.ofDays(1))
            ? "day"
            : period.equals(Duration.ofHours(1))
                ? "hour"
                : period.equals(Duration.ofMinutes(1)) ? "minute" : "second";
    return count + "/" + unit;
  }
}
