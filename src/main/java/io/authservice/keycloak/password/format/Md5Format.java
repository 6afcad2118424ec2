package io.authservice.keycloak.password.format;

import java.util.Optional;

/** {@code md5$salt$hex}: one digest of salt and password. */
public final class Md5Format implements PasswordFormat {

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return DigestPassword.readSalted(encoded, HexDigest.MD5);
  }
}
