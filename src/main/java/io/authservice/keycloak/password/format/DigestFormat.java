package io.authservice.keycloak.password.format;

import java.util.Optional;

/**
 * One plain digest: {@code md5$salt$hex} and {@code sha1$salt$hex}, or without salt {@code
 * md5$$hex}, {@code sha1$$hex} and Django's oldest, 32 hexadecimal digits of MD5 and nothing else.
 */
record DigestFormat(HexDigest digest, boolean salted) implements PasswordFormat {

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return salted ? DigestPassword.readSalted(encoded, digest) : readUnsalted(encoded);
  }

  private Optional<StoredPassword> readUnsalted(String encoded) {
    String prefix = digest.djangoName() + "$$";
    if (encoded.startsWith(prefix)) {
      return DigestPassword.of(digest, "", encoded.substring(prefix.length()));
    }
    return digest == HexDigest.MD5 ? DigestPassword.of(digest, "", encoded) : Optional.empty();
  }
}
