package io.authservice.keycloak.contract;

import io.authservice.keycloak.testing.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a placeholder does to its value, after a colon: tokens are made bad in four ways. */
enum Change {
  UPPER(value -> value.toUpperCase(Locale.ROOT)),
  /** An id as a text, where it would be a number. */
  TEXT(value -> value),
  /** Another signature. */
  TAMPERED(token -> Jwt.of(token).withAlteredSignature()),
  /** A header that says that no signature is needed. */
  UNSIGNED(token -> Jwt.of(token).unsigned("none")),
  /** Without its signature. */
  CUT(token -> token.substring(0, token.lastIndexOf('.'))),
  /** Of the year 2001, and signed with another key. */
  EXPIRED(Change::expired);

  private static final long LONG_AGO = 1_000_000_000;

  private final UnaryOperator<String> change;

  Change(UnaryOperator<String> change) {
    this.change = change;
  }

  static Change called(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  String of(String value) {
    return change.apply(value);
  }

  private static String expired(String token) {
    String unsigned = Jwt.of(Jwt.of(token).with("exp", LONG_AGO)).unsigned("HS256");
    String signed = unsigned.substring(0, unsigned.lastIndexOf('.'));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("another key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return signed
          + "."
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
