package io.authservice.keycloak.password.format;

import java.util.Optional;

/** {@code pbkdf2_sha1$iterations$salt$base64}. */
final class Pbkdf2Sha1Format implements PasswordFormat {

  private final CostLimits limits;

  public Pbkdf2Sha1Format(CostLimits limits) {
    this.limits = limits;
  }

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return Pbkdf2Password.split(encoded, Pbkdf2.SHA1, limits)
        .map(
            parts ->
                new Pbkdf2Password(
                    Pbkdf2.SHA1, parts.iterations(), parts.salt(), parts.hash(), true));
  }
}
