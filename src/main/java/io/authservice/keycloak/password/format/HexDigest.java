package io.authservice.keycloak.password.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest written in lower-case hexadecimal, as Python's {@code hexdigest}. */
enum HexDigest {
  MD5("MD5", "md5", 32),
  SHA1("SHA-1", "sha1", 40),
  SHA256("SHA-256", "sha256", 64);

  private final String digestName;
  private final String djangoName;
  private final int length;

  HexDigest(String digestName, String djangoName, int length) {
    this.digestName = digestName;
    this.djangoName = djangoName;
    this.length = length;
  }

  String djangoName() {
    return djangoName;
  }

  /** Length of the text in characters. */
  int length() {
    return length;
  }

  String of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(digestName);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + digestName, e);
    }
  }
}
