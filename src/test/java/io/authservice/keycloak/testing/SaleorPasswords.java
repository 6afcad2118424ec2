package io.authservice.keycloak.testing;

import io.authservice.keycloak.password.AddedFormat;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords that Saleor has from Symfony: 5000 rounds of SHA-512, as base64, in PBKDF2. It knows
 * the interface alone, as a JAR of somebody else's would.
 */
public final class SaleorPasswords implements AddedFormat {

  private static final int ROUNDS = 5000;

  private static final Pattern ENCODED =
      Pattern.compile("sha512b64pbkdf2\\$([1-9][0-9]{0,6})\\$([^$]{1,64})\\$([\\w+/]{43}=)");

  @Override
  public String name() {
    return "sha512b64pbkdf2";
  }

  @Override
  public boolean matches(String password, String encoded) {
    Matcher parts = ENCODED.matcher(encoded);
    if (!parts.matches()) {
      return false;
    }
    try {
      PBEKeySpec key =
          new PBEKeySpec(
              chained(password).toCharArray(),
              parts.group(2).getBytes(StandardCharsets.UTF_8),
              Integer.parseInt(parts.group(1)),
              256);
      return MessageDigest.isEqual(
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded(),
          Base64.getDecoder().decode(parts.group(3)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has both", e);
    }
  }

  private static String chained(String password) throws GeneralSecurityException {
    byte[] typed = password.getBytes(StandardCharsets.ISO_8859_1);
    MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
    byte[] digest = sha512.digest(typed);
    for (int round = 1; round < ROUNDS; round++) {
      sha512.update(digest);
      digest = sha512.digest(typed);
    }
    return Base64.getEncoder().encodeToString(digest);
  }
}
