package io.authservice.keycloak.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A second factor as an authenticator app has it (RFC 6238). */
public final class OneTimePassword {
  private static final String SECRET = "aSecretOfTwentyBytes";
  private static final int PERIOD_SECONDS = 30;

  private OneTimePassword() {}

  /** The credential, as the Admin API takes it. */
  public static Map<String, Object> credential() {
    return Map.of(
        "type",
        "otp",
        "secretData",
        "{\"value\":\"" + SECRET + "\"}",
        "credentialData",
        "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,"
            + "\"algorithm\":\"HmacSHA1\"}");
  }

  /** The code of this moment. */
  public static String code() {
    return code(SECRET);
  }

  /** The code of this moment, by another secret. */
  public static String code(String secret) {
    return code(secret, 0);
  }

  /** The code of a moment some periods from now: each is taken once. */
  public static String code(String secret, int periods) {
    long step = Instant.now().getEpochSecond() / PERIOD_SECONDS + periods;
    byte[] hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0xf;
    int binary = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
    return String.format(Locale.ROOT, "%06d", binary % 1_000_000);
  }

  private static byte[] hmac(String secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
