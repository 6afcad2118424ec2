package io.authservice.keycloak.token.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;

/**
 * Which of the old service's tokens are still accepted: SimpleJWT's settings of the same names, and
 * an end.
 *
 * @param algorithm JWT's name of it (RFC 7518 section 3.2), the only one accepted
 * @param key Django's {@code SECRET_KEY}
 * @param until from when on no such token is accepted
 * @param audience the {@code aud} a token must name, if any
 * @param issuer the {@code iss} a token must name, if any
 */
public record LegacyTokenSettings(
    String algorithm,
    SecretKeySpec key,
    Instant until,
    Optional<String> audience,
    Optional<String> issuer) {

  private static final String SECRET = "legacy-jwt-secret";
  private static final String ALGORITHM = "legacy-jwt-algorithm";
  private static final String UNTIL = "legacy-jwt-until";
  private static final String AUDIENCE = "legacy-jwt-audience";
  private static final String ISSUER = "legacy-jwt-issuer";

  /** RFC 7518 section 3.2 for HS256. Django's own keys have 50 characters. */
  private static final int KEY_BYTES_MIN = 32;

  private static final List<String> ALGORITHMS = List.of("HS256", "HS384", "HS512");

  /**
   * Reads the server's options; empty unless a secret is set.
   *
   * @throws IllegalArgumentException if they cannot be used; the message names the option and never
   *     the secret
   */
  public static Optional<LegacyTokenSettings> of(Config.Scope options) {
    String secret = text(options, SECRET);
    return secret == null ? Optional.empty() : Optional.of(of(options, secret));
  }

  private static LegacyTokenSettings of(Config.Scope options, String secret) {
    byte[] key = secret.getBytes(UTF_8);
    if (key.length < KEY_BYTES_MIN) {
      throw new IllegalArgumentException(
          SECRET + " must have at least " + KEY_BYTES_MIN + " bytes: a shorter one can be guessed");
    }
    String algorithm = Optional.ofNullable(text(options, ALGORITHM)).orElse(ALGORITHMS.get(0));
    if (!ALGORITHMS.contains(algorithm)) {
      throw new IllegalArgumentException(
          ALGORITHM + " must be one of " + ALGORITHMS + ", not '" + algorithm + "'");
    }
    return new LegacyTokenSettings(
        algorithm,
        new SecretKeySpec(key, algorithm.replace("HS", "HmacSHA")),
        until(text(options, UNTIL)),
        Optional.ofNullable(text(options, AUDIENCE)),
        Optional.ofNullable(text(options, ISSUER)));
  }

  private static Instant until(@Nullable String text) {
    if (text == null) {
      throw new IllegalArgumentException(
          SECRET + " needs " + UNTIL + ": the old service's tokens are not accepted for ever");
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          UNTIL + " must be a date and time such as 2030-01-31T12:00:00Z, not '" + text + "'", e);
    }
  }

  private static @Nullable String text(Config.Scope options, String name) {
    String value = options.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "LegacyTokenRules[" + algorithm + " until " + until + "]";
  }
}
