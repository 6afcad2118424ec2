package io.authservice.keycloak.password.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** {@code pbkdf2_sha256$iterations$salt$base64}, Django's default. */
public final class Pbkdf2Sha256Format implements PreferredFormat {

  private static final String SALT_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** Characters of 62 kinds that carry 128 bits, Django's {@code salt_entropy}. */
  private static final int SALT_LENGTH = 22;

  private final int iterations;
  private final CostLimits limits;

  public Pbkdf2Sha256Format(int iterations, CostLimits limits) {
    this.iterations = iterations;
    this.limits = limits;
  }

  @Override
  public Optional<StoredPassword> read(String encoded) {
    return Pbkdf2Password.split(encoded, Pbkdf2.SHA256, limits)
        .map(
            parts ->
                new Pbkdf2Password(
                    Pbkdf2.SHA256, parts.iterations(), parts.salt(), parts.hash(), isWeak(parts)));
  }

  @Override
  public String encode(byte[] password, SecureRandom random) {
    StringBuilder salt = new StringBuilder();
    for (int i = 0; i < SALT_LENGTH; i++) {
      salt.append(SALT_CHARACTERS.charAt(random.nextInt(SALT_CHARACTERS.length())));
    }
    return encode(password, salt.toString());
  }

  public String encode(byte[] password, String salt) {
    byte[] derived = Pbkdf2.SHA256.derive(password, salt, iterations);
    String hash = new String(Base64.getEncoder().encode(derived), UTF_8);
    return Algorithm.PBKDF2_SHA256.djangoName() + "$" + iterations + "$" + salt + "$" + hash;
  }

  @Override
  public void spend(byte[] password) {
    spend(password, iterations);
  }

  @Override
  public void spendWhatWasMissing(byte[] password, StoredPassword stored) {
    spend(password, iterations - stored.iterations().orElse(iterations));
  }

  private static void spend(byte[] password, int work) {
    if (work > 0) {
      new Pbkdf2Password(Pbkdf2.SHA256, work, "0".repeat(SALT_LENGTH), "", false).matches(password);
    }
  }

  // Django also re-encodes a password of more iterations than its default, weakening it; that one
  // is left as it is here.
  private boolean isWeak(Pbkdf2Password.Parts parts) {
    return parts.iterations() < iterations
        || parts.salt().codePointCount(0, parts.salt().length()) < SALT_LENGTH;
  }
}
