package io.authservice.keycloak.password.format;

import java.util.Optional;

/** Reads the encoded passwords of one of Django's hashers. Safe for use by several threads. */
public interface PasswordFormat {

  /**
   * Reads an encoded password whose algorithm is already known to be this one.
   *
   * @return empty when the text is malformed or asks for more work than the limits allow
   */
  Optional<StoredPassword> read(String encoded);
}
