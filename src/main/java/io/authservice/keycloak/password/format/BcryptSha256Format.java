package io.authservice.keycloak.password.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/** {@code bcrypt_sha256$$2b$12$…}: bcrypt of the hexadecimal SHA-256 of the password. */
public final class BcryptSha256Format implements PasswordFormat {

  private final CostLimits limits;

  public BcryptSha256Format(CostLimits limits) {
    this.limits = limits;
  }

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return BcryptPassword.read(encoded, Algorithm.BCRYPT_SHA256, limits).map(DigestBcrypt::new);
  }

  private record DigestBcrypt(BcryptPassword bcrypt) implements SlowPassword {

    @Override
    public boolean matches(byte[] password) {
      return bcrypt.matches(HexDigest.SHA256.of(password).getBytes(US_ASCII));
    }

    @Override
    public boolean isWeak() {
      return bcrypt.isWeak();
    }
  }
}
