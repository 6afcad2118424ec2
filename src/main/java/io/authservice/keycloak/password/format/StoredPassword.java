package io.authservice.keycloak.password.format;

import java.util.OptionalInt;

/** An encoded password that has been read: its parameters are sound and within the limits. */
public interface StoredPassword {

  /**
   * Computes the hash of a password with the stored parameters and compares it in constant time.
   *
   * @param password UTF-8
   */
  boolean matches(byte[] password);

  /** Whether it was stored with less work, or a shorter salt, than its algorithm should have. */
  boolean isWeak();

  /**
   * The work of {@link #matches} in PBKDF2 iterations: nought for a plain digest, empty for an
   * algorithm whose work cannot be compared with PBKDF2's.
   */
  default OptionalInt iterations() {
    return OptionalInt.empty();
  }
}
