package io.authservice.keycloak.password.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A password stored as the plain digest of its salt and itself, which costs next to nothing.
 *
 * @param salt empty if unsalted
 * @param hash hexadecimal, as stored: compared as text, as Django does
 */
record DigestPassword(HexDigest digest, String salt, String hash) implements StoredPassword {

  /** Reads {@code name$salt$hex} with a salt. */
  static Optional<StoredPassword> readSalted(String encoded, HexDigest digest) {
    String[] parts = encoded.split("\\$", -1);
    return parts.length == 3 && !parts[1].isEmpty()
        ? of(digest, parts[1], parts[2])
        : Optional.empty();
  }

  static Optional<StoredPassword> of(HexDigest digest, String salt, String hash) {
    return hash.length() == digest.length()
        ? Optional.of(new DigestPassword(digest, salt, hash))
        : Optional.empty();
  }

  @Override
  public boolean matches(byte[] password) {
    String computed = digest.of(salt.getBytes(UTF_8), password);
    return MessageDigest.isEqual(computed.getBytes(UTF_8), hash.getBytes(UTF_8));
  }

  @Override
  public boolean isWeak() {
    return true;
  }

  @Override
  public OptionalInt iterations() {
    return OptionalInt.of(0);
  }
}
