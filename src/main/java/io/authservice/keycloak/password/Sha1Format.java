package io.authservice.keycloak.password;

import java.util.Optional;

/** {@code sha1$salt$hex}: one digest of salt and password. */
final class Sha1Format implements PasswordFormat {

  private final int defaultIterations;

  /**
   * @param defaultIterations iterations of a newly encoded password
   */
  Sha1Format(int defaultIterations) {
    this.defaultIterations = defaultIterations;
  }

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return DigestPassword.readSalted(encoded, HexDigest.SHA1, defaultIterations);
  }
}
