package io.authservice.keycloak.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;

/**
 * A password stored as the plain digest of its salt and itself. It costs next to nothing, so a
 * mismatch lacks all the work of a newly encoded password.
 *
 * @param salt empty if unsalted
 * @param hash hexadecimal, as stored: compared as text, as Django does
 * @param missingIterations iterations of a newly encoded password
 */
record DigestPassword(HexDigest digest, String salt, String hash, int missingIterations)
    implements StoredPassword {

  /** Reads {@code name$salt$hex} with a salt. */
  static Optional<StoredPassword> readSalted(
      String encoded, HexDigest digest, int defaultIterations) {
    String[] parts = encoded.split("\\$", -1);
    return parts.length == 3 && !parts[1].isEmpty()
        ? of(digest, parts[1], parts[2], defaultIterations)
        : Optional.empty();
  }

  static Optional<StoredPassword> of(
      HexDigest digest, String salt, String hash, int defaultIterations) {
    return hash.length() == digest.length()
        ? Optional.of(new DigestPassword(digest, salt, hash, defaultIterations))
        : Optional.empty();
  }

  @Override
  public boolean matches(byte[] password) {
    String computed = digest.of(salt.getBytes(UTF_8), password);
    return MessageDigest.isEqual(computed.getBytes(UTF_8), hash.getBytes(UTF_8));
  }

  @Override
  public boolean isOutdated() {
    return true;
  }
}
