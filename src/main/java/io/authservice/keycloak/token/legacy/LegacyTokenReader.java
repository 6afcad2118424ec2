package io.authservice.keycloak.token.legacy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the tokens that SimpleJWT signed from all others (RFC 7515 section 5.2, RFC 7519 section
 * 7.2), with no leeway. The algorithm is the configured one: what the token says of it can only
 * make the token be refused.
 */
final class LegacyTokenReader {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** No token of SimpleJWT comes near. */
  private static final int PARTS = 3;

  private static final int LENGTH_MAX = 8192;
  private static final String[] NONE = {};

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final LegacyTokenSettings rules;
  private final Clock clock;

  LegacyTokenReader(LegacyTokenSettings rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /** Reads what the API takes from its callers; see {@link #read}. */
  Optional<LegacyToken> readAccess(String token) {
    return read(token, accessTypes());
  }

  /** Reads a token of whatever type is of use; see {@link #read}. */
  Optional<LegacyToken> readAny(String token) {
    Set<String> types = new HashSet<>(accessTypes());
    types.add(LegacyToken.REFRESH);
    return read(token, types);
  }

  private Set<String> accessTypes() {
    return rules.sliding()
        ? Set.of(LegacyToken.ACCESS, LegacyToken.SLIDING)
        : Set.of(LegacyToken.ACCESS);
  }

  /**
   * Reads a token.
   *
   * @param types of which its {@code token_type} must be one
   * @return empty if the old service did not sign it, or its tokens are accepted no more
   * @throws TokenRefusedException if it did, and the token cannot be used
   */
  Optional<LegacyToken> read(String token, Set<String> types) {
    String[] parts = token.length() > LENGTH_MAX ? NONE : token.split("\\.", PARTS + 1);
    if (parts.length != PARTS
        || !clock.instant().isBefore(rules.until())
        || !isHeaderRight(parts[0])
        || !isSigned(parts)) {
      return Optional.empty();
    }
    JsonNode claims =
        json(parts[1]).orElseThrow(() -> new TokenRefusedException(Reason.INVALID_TOKEN));
    return Optional.of(token(claims, types));
  }

  private boolean isHeaderRight(String part) {
    return json(part)
        .filter(header -> text(header, "alg").equals(rules.signature().algorithm()))
        .filter(header -> !header.has("typ") || text(header, "typ").equals("JWT"))
        .filter(header -> !header.has("crit"))
        .isPresent();
  }

  private boolean isSigned(String[] parts) {
    return decode(parts[2])
        .filter(signature -> rules.signature().isOf(parts[0] + "." + parts[1], signature))
        .isPresent();
  }

  private LegacyToken token(JsonNode claims, Set<String> types) {
    Instant now = clock.instant();
    Instant expiresAt = time(claims, "exp");
    Instant issuedAt = time(claims, "iat");
    if (!expiresAt.isAfter(now)) {
      throw new TokenRefusedException(Reason.EXPIRED);
    }
    boolean isEarly =
        issuedAt.isAfter(now) || (claims.has("nbf") && time(claims, "nbf").isAfter(now));
    String id = text(claims, "jti");
    if (isEarly || id.isEmpty() || !isMeantForUs(claims)) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    String type = text(claims, "token_type");
    if (!types.contains(type)) {
      throw new TokenRefusedException(Reason.WRONG_TYPE);
    }
    return new LegacyToken(type, accountId(claims.path("user_id")), id, issuedAt, expiresAt);
  }

  private boolean isMeantForUs(JsonNode claims) {
    return rules.audience().map(ours -> names(claims.path("aud"), ours)).orElse(true)
        && rules.issuer().map(ours -> text(claims, "iss").equals(ours)).orElse(true);
  }

  private static boolean names(JsonNode audience, String ours) {
    if (audience.isTextual()) {
      return audience.textValue().equals(ours);
    }
    for (JsonNode one : audience) {
      if (one.isTextual() && one.textValue().equals(ours)) {
        return true;
      }
    }
    return false;
  }

  /** Empty if it is no text. */
  private static String text(JsonNode object, String name) {
    return object.path(name).isTextual() ? object.path(name).textValue() : "";
  }

  /** A number is one up to SimpleJWT 5.4, and text from 5.5 on; a UUID has always been text. */
  private static UserId accountId(JsonNode claim) {
    String text = claim.asText();
    return Optional.of(text)
        .filter(
            any ->
                claim.isTextual()
                    ? text.length() == UserId.UUID_LENGTH || NUMBER.matcher(text).matches()
                    : claim.isIntegralNumber() && NUMBER.matcher(text).matches())
        .flatMap(UserId::read)
        .orElseThrow(() -> new TokenRefusedException(Reason.INVALID_TOKEN));
  }

  private static Instant time(JsonNode claims, String name) {
    JsonNode claim = claims.path(name);
    if (!claim.isIntegralNumber() || !NUMBER.matcher(claim.asText()).matches()) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    // Some numbers of eighteen digits are beyond what an instant can hold.
    return Instant.ofEpochSecond(Math.min(claim.longValue(), Instant.MAX.getEpochSecond()));
  }

  private static Optional<JsonNode> json(String part) {
    return decode(part).flatMap(LegacyTokenReader::parse).filter(JsonNode::isObject);
  }

  private static Optional<JsonNode> parse(byte[] text) {
    try {
      return Optional.ofNullable(JSON.readTree(text));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> decode(String part) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(part.getBytes(US_ASCII)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
