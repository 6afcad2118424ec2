package io.authservice.keycloak.password.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A password stored as {@code algorithm$iterations$salt$base64}, the text of both PBKDF2 formats.
 *
 * @param hash base64 of the derived key, as stored: compared as text, as Django does
 * @param workFactor PBKDF2 iterations
 */
record Pbkdf2Password(Pbkdf2 pbkdf2, int workFactor, String salt, String hash, boolean isWeak)
    implements StoredPassword {

  /** The parts of the text, before the format judges whether they are outdated. */
  record Parts(int iterations, String salt, String hash) {}

  static Optional<Parts> split(String encoded, Pbkdf2 pbkdf2, CostLimits limits) {
    String[] parts = encoded.split("\\$", -1);
    if (parts.length != 4
        || parts[2].isEmpty()
        || parts[3].length() != (pbkdf2.length() + 2) / 3 * 4) {
      return Optional.empty();
    }
    return WorkFactor.read(parts[1])
        .filter(iterations -> iterations <= limits.pbkdf2Iterations())
        .map(iterations -> new Parts(iterations, parts[2], parts[3]));
  }

  @Override
  public boolean matches(byte[] password) {
    byte[] derived = pbkdf2.derive(password, salt, workFactor);
    return MessageDigest.isEqual(Base64.getEncoder().encode(derived), hash.getBytes(UTF_8));
  }

  @Override
  public OptionalInt iterations() {
    return OptionalInt.of(workFactor);
  }
}
