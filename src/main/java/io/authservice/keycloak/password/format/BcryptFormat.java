package io.authservice.keycloak.password.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/**
 * {@code bcrypt$$2b$12$…}, bcrypt of the password itself, of which only 72 bytes count, and {@code
 * bcrypt_sha256$$2b$12$…}, bcrypt of its hexadecimal SHA-256.
 *
 * @param digested whether it is the latter
 */
public record BcryptFormat(CostLimits limits, boolean digested) implements PasswordFormat {

  @Override
  public Optional<StoredPassword> read(String encoded) {
    Algorithm algorithm = digested ? Algorithm.BCRYPT_SHA256 : Algorithm.BCRYPT;
    return BcryptPassword.read(encoded, algorithm, limits)
        .map(password -> digested ? new OfDigest(password) : password);
  }

  private record OfDigest(BcryptPassword bcrypt) implements StoredPassword {

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
