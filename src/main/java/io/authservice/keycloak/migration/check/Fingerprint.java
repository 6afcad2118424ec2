package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.LetterCase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Texts as numbers. Two of a million share one by chance once in some 40 million imports. */
public final class Fingerprint {

  private Fingerprint() {}

  /** The same for texts that differ in letter case only. */
  public static long ignoringCase(String text) {
    return of(LetterCase.ignored(text));
  }

  static long of(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
