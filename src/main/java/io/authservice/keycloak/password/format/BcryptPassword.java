package io.authservice.keycloak.password.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * bcrypt's own text, {@code $2b$12$…}, common to both bcrypt formats. The versions 2a, 2b and 2y
 * differ in name only, as they do to the Python library Django calls.
 */
record BcryptPassword(String text, int cost) implements StoredPassword {

  private static final Pattern TEXT = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");

  private static final int COST_MIN = 4;

  /** Django's default ({@code BCryptSHA256PasswordHasher.rounds}). */
  private static final int COST_STANDARD = 12;

  /** Reads bcrypt's text after the name of an algorithm and a dollar sign. */
  static Optional<BcryptPassword> read(String encoded, Algorithm algorithm, CostLimits limits) {
    String prefix = algorithm.djangoName() + "$";
    if (!encoded.startsWith(prefix)) {
      return Optional.empty();
    }
    String text = encoded.substring(prefix.length());
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int cost = Integer.parseInt(matcher.group(1));
    return cost >= COST_MIN && cost <= limits.bcryptCost()
        ? Optional.of(new BcryptPassword(text, cost))
        : Optional.empty();
  }

  /** Bytes after the 72nd do not count. */
  @Override
  public boolean matches(byte[] password) {
    return OpenBSDBCrypt.checkPassword(text, password);
  }

  @Override
  public boolean isWeak() {
    return cost < COST_STANDARD;
  }
}
