package io.authservice.keycloak.password;

import java.util.Optional;

/** {@code sha1$$hex}: the SHA-1 of the password. */
final class UnsaltedSha1Format implements PasswordFormat {

  private static final String PREFIX = "sha1$$";

  private final int defaultIterations;

  /**
   * @param defaultIterations iterations of a newly encoded password
   */
  UnsaltedSha1Format(int defaultIterations) {
    this.defaultIterations = defaultIterations;
  }

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return encoded.startsWith(PREFIX)
        ? DigestPassword.of(
            HexDigest.SHA1, "", encoded.substring(PREFIX.length()), defaultIterations)
        : Optional.empty();
  }
}
