package io.authservice.keycloak.password.format;

import java.util.Optional;

/** {@code sha1$$hex}: the SHA-1 of the password. */
public final class UnsaltedSha1Format implements PasswordFormat {

  private static final String PREFIX = "sha1$$";

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return encoded.startsWith(PREFIX)
        ? DigestPassword.of(HexDigest.SHA1, "", encoded.substring(PREFIX.length()))
        : Optional.empty();
  }
}
