package io.authservice.keycloak.password.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

class Pbkdf2Test {

  private static final int SAMPLES = 300;

  @Test
  void sha256EqualsThePlatformsKeyFactory() throws Exception {
    assertEqualsKeyFactory(Pbkdf2.SHA256, "PBKDF2WithHmacSHA256");
  }

  @Test
  void sha1EqualsThePlatformsKeyFactory() throws Exception {
    assertEqualsKeyFactory(Pbkdf2.SHA1, "PBKDF2WithHmacSHA1");
  }

  /** RFC 6070, the test vectors of 2 and 4096 iterations. */
  @Test
  void sha1EqualsThePublishedVectors() {
    byte[] password = "password".getBytes(US_ASCII);

    assertThat(HexFormat.of().formatHex(Pbkdf2.SHA1.derive(password, "salt", 2)))
        .isEqualTo("ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
    assertThat(HexFormat.of().formatHex(Pbkdf2.SHA1.derive(password, "salt", 4096)))
        .isEqualTo("4b007901b765489abead49d926f721d065a429c1");
  }

  /** RFC 7914, section 11: the first half of its 64-byte keys. */
  @Test
  void sha256EqualsThePublishedVectors() {
    assertThat(
            HexFormat.of().formatHex(Pbkdf2.SHA256.derive("passwd".getBytes(US_ASCII), "salt", 1)))
        .isEqualTo("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
    assertThat(
            HexFormat.of()
                .formatHex(Pbkdf2.SHA256.derive("Password".getBytes(US_ASCII), "NaCl", 80_000)))
        .isEqualTo("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
  }

  private static void assertEqualsKeyFactory(Pbkdf2 pbkdf2, String factoryName) throws Exception {
    SecretKeyFactory factory = SecretKeyFactory.getInstance(factoryName);
    Random random = new Random(20260101);
    for (int i = 0; i < SAMPLES; i++) {
      String password = randomText(random, 1 + random.nextInt(150));
      byte[] salt = new byte[1 + random.nextInt(100)];
      random.nextBytes(salt);
      int iterations = 1 + random.nextInt(200);
      PBEKeySpec spec =
          new PBEKeySpec(password.toCharArray(), salt, iterations, pbkdf2.length() * 8);

      assertThat(pbkdf2.derive(password.getBytes(UTF_8), salt, iterations))
          .as("password %s, %d iterations", password, iterations)
          .isEqualTo(factory.generateSecret(spec).getEncoded());
    }
  }

  /** Text of any valid code points, those beyond 16 bits included. */
  private static String randomText(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
      if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
        text.appendCodePoint(codePoint);
      }
    }
    return text.toString();
  }
}
