package io.authservice.keycloak.token.legacy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;

/**
 * Which of SimpleJWT's tokens are still accepted: its settings of the same names, and an end.
 *
 * @param signature the only one accepted: of Django's {@code SECRET_KEY}, or SimpleJWT's {@code
 *     VERIFYING_KEY}
 * @param until from when on no such token is accepted
 * @param sliding whether sliding tokens are taken for access tokens
 * @param audience the {@code aud} a token must name, if any
 * @param issuer the {@code iss} a token must name, if any
 */
public record LegacyTokenSettings(
    LegacySignature signature,
    Instant until,
    boolean sliding,
    Optional<String> audience,
    Optional<String> issuer) {

  private static final String SECRET = "legacy-jwt-secret";
  private static final String PUBLIC_KEY = "legacy-jwt-public-key";
  private static final String ALGORITHM = "legacy-jwt-algorithm";
  private static final String UNTIL = "legacy-jwt-until";
  private static final String SLIDING = "legacy-jwt-sliding";
  private static final String AUDIENCE = "legacy-jwt-audience";
  private static final String ISSUER = "legacy-jwt-issuer";

  /**
   * Reads the server's options; empty unless a secret or a public key is set.
   *
   * @throws IllegalArgumentException if they cannot be used; the message names the option and never
   *     the secret
   */
  public static Optional<LegacyTokenSettings> of(Config.Scope options) {
    String secret = text(options, SECRET);
    String publicKey = text(options, PUBLIC_KEY);
    if (secret == null && publicKey == null) {
      requireNoDetails(options);
      return Optional.empty();
    }
    return Optional.of(
        new LegacyTokenSettings(
            signature(options, secret, publicKey),
            until(options, UNTIL)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            (secret == null ? PUBLIC_KEY : SECRET)
                                + " needs "
                                + UNTIL
                                + ": the old service's tokens are not accepted for ever")),
            options.getBoolean(SLIDING, false),
            Optional.ofNullable(text(options, AUDIENCE)),
            Optional.ofNullable(text(options, ISSUER))));
  }

  private static void requireNoDetails(Config.Scope options) {
    for (String name : List.of(UNTIL, ALGORITHM, SLIDING, AUDIENCE, ISSUER)) {
      if (text(options, name) != null) {
        throw new IllegalArgumentException(
            name + " means nothing without " + SECRET + " or " + PUBLIC_KEY);
      }
    }
  }

  /** JWT's name of it. */
  public String algorithm() {
    return signature.algorithm();
  }

  private static LegacySignature signature(
      Config.Scope options, @Nullable String secret, @Nullable String publicKey) {
    String algorithm =
        Optional.ofNullable(text(options, ALGORITHM)).orElse(LegacySignature.ALGORITHMS.get(0));
    if (!LegacySignature.ALGORITHMS.contains(algorithm)) {
      throw new IllegalArgumentException(
          ALGORITHM
              + " must be one of "
              + LegacySignature.ALGORITHMS
              + ", not '"
              + algorithm
              + "'");
    }
    boolean bySecret = LegacySignature.isBySecret(algorithm);
    String key = bySecret ? secret : publicKey;
    if (key == null || (secret != null && publicKey != null)) {
      throw new IllegalArgumentException(
          ALGORITHM
              + " "
              + algorithm
              + " needs "
              + (bySecret ? SECRET : PUBLIC_KEY)
              + ", and that alone");
    }
    return bySecret
        ? named(SECRET, () -> LegacySignature.bySecret(algorithm, key))
        : named(PUBLIC_KEY, () -> LegacySignature.byPublicKey(algorithm, key));
  }

  private static LegacySignature named(String option, Supplier<LegacySignature> signature) {
    try {
      return signature.get();
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(option + " " + unusable.getMessage(), unusable);
    }
  }

  /** The moment an option holds; empty if it is not set. */
  static Optional<Instant> until(Config.Scope options, String name) {
    return Optional.ofNullable(text(options, name)).map(text -> moment(name, text));
  }

  private static Instant moment(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + " must be a date and time such as 2030-01-31T12:00:00Z, not '" + text + "'", e);
    }
  }

  private static @Nullable String text(Config.Scope options, String name) {
    String value = options.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
