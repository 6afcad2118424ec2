package io.authservice.keycloak.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One user as the {@code users_user} table holds it, without its password hash.
 *
 * @param id the integer primary key, the only id clients ever see
 * @param username as typed at registration, at most 150 code points
 * @param email may be empty, never null, and need not be unique (Django's {@code AbstractUser})
 * @param active Django's {@code is_active}: an inactive account can neither log in nor use a token
 * @param staff Django's {@code is_staff}
 * @param superuser Django's {@code is_superuser}
 * @param lastLogin null until the first login
 */
public record Account(
    long id,
    String username,
    String email,
    String firstName,
    String lastName,
    boolean active,
    boolean staff,
    boolean superuser,
    Instant dateJoined,
    @Nullable Instant lastLogin) {

  /** Stands for a date of joining that the row does not tell. */
  public static final Instant UNKNOWN_DATE = Instant.EPOCH;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /**
   * A row as it was found, whose columns may hold what Django never writes: nothing where there
   * must be something, or moments that no calendar has. Such a user is shown as far as is known,
   * and has what is not known to be had by nobody: no flag, no name, no date.
   */
  public static Account stored(
      long id,
      @Nullable String username,
      @Nullable String email,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable Boolean active,
      @Nullable Boolean staff,
      @Nullable Boolean superuser,
      @Nullable Instant dateJoined,
      @Nullable Instant lastLogin) {
    return new Account(
        id,
        text(username),
        text(email),
        text(firstName),
        text(lastName),
        Boolean.TRUE.equals(active),
        Boolean.TRUE.equals(staff),
        Boolean.TRUE.equals(superuser),
        dateJoined != null && isDate(dateJoined) ? dateJoined : UNKNOWN_DATE,
        lastLogin != null && isDate(lastLogin) ? lastLogin : null);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static boolean isDate(Instant moment) {
    return !moment.isBefore(EARLIEST) && !moment.isAfter(LATEST);
  }

  /** The same user, inactive. */
  public Account withoutActivity() {
    return new Account(
        id, username, email, firstName, lastName, false, staff, superuser, dateJoined, lastLogin);
  }

  /** The same user with other dates. */
  public Account withDates(Instant joined, @Nullable Instant login) {
    return new Account(
        id, username, email, firstName, lastName, active, staff, superuser, joined, login);
  }
}
