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
