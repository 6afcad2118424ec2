package io.authservice.keycloak.password.format;

/**
 * Makes the formats. A new one is a class beside this, a constant of {@link Algorithm} and a line
 * here.
 */
public final class PasswordFormats {

  private final Encoding encoding;
  private final CostLimits limits;
  private final MemoryBudget memory;

  /**
   * Formats of one server's or one storage's settings.
   *
   * @param encoding how passwords are stored, whose parameters tell which stored ones are weak
   */
  public PasswordFormats(Encoding encoding, CostLimits limits, MemoryBudget memory) {
    this.encoding = encoding;
    this.limits = limits;
    this.memory = memory;
  }

  public PasswordFormat of(Algorithm algorithm) {
    return switch (algorithm) {
      case PBKDF2_SHA256 -> new Pbkdf2Sha256Format(pbkdf2().iterations(), limits);
      case PBKDF2_SHA1 -> new Pbkdf2Sha1Format(limits);
      case ARGON2 -> new Argon2Format(argon2(), limits, memory);
      case BCRYPT_SHA256 -> new BcryptFormat(limits, true);
      case BCRYPT -> new BcryptFormat(limits, false);
      case SCRYPT -> new ScryptFormat(limits, memory);
      case MD5 -> new DigestFormat(HexDigest.MD5, true);
      case SHA1 -> new DigestFormat(HexDigest.SHA1, true);
      case UNSALTED_MD5 -> new DigestFormat(HexDigest.MD5, false);
      case UNSALTED_SHA1 -> new DigestFormat(HexDigest.SHA1, false);
    };
  }

  private Encoding.Pbkdf2Sha256 pbkdf2() {
    return encoding instanceof Encoding.Pbkdf2Sha256 pbkdf2
        ? pbkdf2
        : Encoding.Pbkdf2Sha256.djangoDefault();
  }

  private Encoding.Argon2id argon2() {
    return encoding instanceof Encoding.Argon2id argon2
        ? argon2
        : Encoding.Argon2id.keycloakDefault();
  }
}
