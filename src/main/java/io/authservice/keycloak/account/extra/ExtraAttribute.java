package io.authservice.keycloak.account.extra;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * A column that only a project's user model knows, as an attribute of its users.
 *
 * @param name by which tokens, consoles and the API know it
 * @param writable whether it is a column of the user's row that is written too
 * @param shown whether the API's records of users have it
 */
public record ExtraAttribute(String name, Kind kind, boolean writable, boolean shown) {

  /** What an attribute holds. */
  public enum Kind {
    /** A {@link String}. */
    TEXT,
    /** A {@link Long}. */
    INTEGER,
    /** A {@link Boolean}. */
    BOOLEAN,
    /** An {@link Instant}. */
    MOMENT,
    /** A {@link String} of JSON. */
    JSON;

    /** The kind of a name, as models write it. */
    public static Optional<Kind> of(String name) {
      for (Kind kind : values()) {
        if (kind.word().equals(name)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }

    /** As models write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The value that a text stands for, written as {@link #toString} of the value writes it.
   *
   * @return empty if it is none of the attribute's kind
   */
  public Optional<Object> value(String text) {
    return switch (kind) {
      case TEXT, JSON -> text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
      case INTEGER ->
          text.matches("-?[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
      case MOMENT -> moment(text);
    };
  }

  private static Optional<Object> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
