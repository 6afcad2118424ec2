package io.authservice.keycloak.password.format;

import java.util.Optional;

/** 32 hexadecimal digits, bare or after {@code md5$$}: the MD5 of the password. */
public final class UnsaltedMd5Format implements PasswordFormat {

  private static final String PREFIX = "md5$$";

  @Override
  public Optional<StoredPassword> read(String encoded) {
    String hash = encoded.startsWith(PREFIX) ? encoded.substring(PREFIX.length()) : encoded;
    return DigestPassword.of(HexDigest.MD5, "", hash);
  }
}
