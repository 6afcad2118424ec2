package io.authservice.keycloak.password.format;

import java.util.Optional;

/** {@code bcrypt$$2b$12$…}: bcrypt of the password itself, of which only 72 bytes count. */
public final class BcryptFormat implements PasswordFormat {

  private final CostLimits limits;

  public BcryptFormat(CostLimits limits) {
    this.limits = limits;
  }

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return BcryptPassword.read(encoded, Algorithm.BCRYPT, limits).map(password -> password);
  }
}
