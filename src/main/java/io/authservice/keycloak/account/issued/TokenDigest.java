package io.authservice.keycloak.account.issued;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What stands for a token that is not kept, as django-oauth-toolkit's {@code token_checksum}. */
public final class TokenDigest {

  private TokenDigest() {}

  /** SHA-256 in 64 hexadecimal digits, lower case. */
  public static String of(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
