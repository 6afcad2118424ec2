package io.authservice.keycloak.password;

/** An encoded password that has been read: its parameters are sound and within the limits. */
interface StoredPassword {

  /**
   * Computes the hash of a password with the stored parameters and compares it in constant time.
   *
   * @param password UTF-8
   */
  boolean matches(byte[] password);

  /** Whether Django would store it anew at the next successful login ({@code must_update}). */
  boolean isOutdated();

  /**
   * PBKDF2-SHA256 iterations that {@link #matches} falls short of the work of a newly encoded
   * password; nought when it does as much, or work that cannot be compared.
   */
  int missingIterations();
}
