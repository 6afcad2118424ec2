package io.authservice.keycloak.password.format;

import java.util.Optional;

/** {@code sha1$salt$hex}: one digest of salt and password. */
public final class Sha1Format implements PasswordFormat {

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return DigestPassword.readSalted(encoded, HexDigest.SHA1);
  }
}
