package io.authservice.keycloak.account.survey;

import java.util.Locale;

/** How many rows a table has, as far as that was looked at. */
public record RowCount(long rows, Exactness exactness) {

  /** What the number is. */
  public enum Exactness {
    EXACT,
    /** What the database reckons by. */
    ESTIMATE,
    /** It was not counted to the end. */
    AT_LEAST,
    /** The table could not be read, or not in time. */
    UNREAD;

    /** As answers name it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static RowCount exact(long rows) {
    return new RowCount(rows, Exactness.EXACT);
  }

  public static RowCount unread() {
    return new RowCount(0, Exactness.UNREAD);
  }

  /** Whether there are rows, as far as is known. */
  public boolean hasRows() {
    return rows > 0;
  }
}
