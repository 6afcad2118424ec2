package io.authservice.keycloak.migration.belonging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.source.Belonging;
import io.authservice.keycloak.migration.source.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Authenticators of {@code allauth.mfa}, with its settings as they are by default. What the
 * project's adapter encrypted cannot be read, and is told apart by its form.
 *
 * @see <a href="https://docs.allauth.org/en/latest/mfa/">django-allauth, MFA</a>
 */
final class AllauthMfa {

  private static final int TOTP_DIGITS = 6;
  private static final int TOTP_PERIOD = 30;
  private static final int CODES = 10;
  private static final int CODE_DIGITS = 8;
  private static final int CODE_BYTES = CODE_DIGITS / 2;
  private static final int MOST_CODES = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Factors factors;
  private final BelongingCounts counts;

  AllauthMfa(Factors factors, BelongingCounts counts) {
    this.factors = factors;
    this.counts = counts;
  }

  /** Empty where all codes are used. */
  Optional<Moved> factor(UserId userId, Belonging row) {
    return switch (row.text("type")) {
      case "totp" -> Optional.of(totp(userId, row));
      case "recovery_codes" -> codes(userId, row);
      case "webauthn" -> throw BelongingCheck.passkey(counts);
      default ->
          throw new BadRowException(
              Problem.UNSUPPORTED_FACTOR, "The type is none of totp, recovery_codes, webauthn");
    };
  }

  static Sort sort(Belonging row) {
    return row.text("type").equals("recovery_codes")
        ? Sort.RECOVERY_CODES
        : Sort.ONE_TIME_PASSWORDS;
  }

  private Moved totp(UserId userId, Belonging row) {
    String secret = text(data(row), "secret").toUpperCase(Locale.ROOT).replaceFirst("=+$", "");
    if (!secret.matches("[A-Z2-7]{2,128}")) {
      throw encrypted("The secret is not in Base32");
    }
    return factors.totp(userId, row, null, secret, TOTP_DIGITS, TOTP_PERIOD);
  }

  private Optional<Moved> codes(UserId userId, Belonging row) {
    JsonNode data = data(row);
    List<@Nullable String> codes =
        data.hasNonNull("migrated_codes") ? migrated(data) : generated(data);
    return codes.stream().allMatch(code -> code == null)
        ? Optional.empty()
        : Optional.of(factors.codes(userId, row.table().model(), row.id(), codes));
  }

  /** Used ones are taken off the list. */
  private static List<@Nullable String> migrated(JsonNode data) {
    JsonNode list = data.path("migrated_codes");
    if (!list.isArray() || list.size() > MOST_CODES) {
      throw new BadRowException(Problem.UNREADABLE, "data.migrated_codes is no list of codes");
    }
    List<@Nullable String> codes = new ArrayList<>();
    for (JsonNode code : list) {
      if (!code.isTextual()) {
        throw new BadRowException(Problem.UNREADABLE, "data.migrated_codes is no list of codes");
      }
      if (code.textValue().length() > 32) {
        throw encrypted("The codes are too long to be any");
      }
      codes.add(Factors.code(code.textValue()));
    }
    return codes;
  }

  /** As allauth computes them: each from the seed and the numbers up to its own. */
  private static List<@Nullable String> generated(JsonNode data) {
    String seed = text(data, "seed");
    if (!seed.matches("[0-9a-f]{16,128}")) {
      throw encrypted("The seed is not hexadecimal");
    }
    JsonNode used = data.path("used_mask");
    if (!used.isIntegralNumber() || used.bigIntegerValue().signum() < 0) {
      throw new BadRowException(Problem.UNREADABLE, "data.used_mask is not a number");
    }
    List<@Nullable String> codes = new ArrayList<>(Collections.nCopies(CODES, null));
    StringBuilder counted = new StringBuilder();
    for (int i = 0; i < CODES; i++) {
      counted.append(String.format(Locale.ROOT, "%3d,", i));
      if (!used.bigIntegerValue().testBit(i)) {
        codes.set(i, code(hmac(seed, counted.toString())));
      }
    }
    return codes;
  }

  private static String code(byte[] digest) {
    long value = 0;
    for (int i = 0; i < CODE_BYTES; i++) {
      value = (value << Byte.SIZE) | (digest[i] & 0xFF);
    }
    return String.format(Locale.ROOT, "%08d", value % 100_000_000);
  }

  private static byte[] hmac(String key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
      return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA1", e);
    }
  }

  private static JsonNode data(Belonging row) {
    try {
      JsonNode data = JSON.readTree(row.text("data"));
      if (data.isObject()) {
        return data;
      }
    } catch (JsonProcessingException malformed) {
      throw new BadRowException(Problem.UNREADABLE, "data is not JSON");
    }
    throw new BadRowException(Problem.UNREADABLE, "data is no JSON object");
  }

  private static String text(JsonNode data, String member) {
    JsonNode value = data.path(member);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new BadRowException(Problem.UNREADABLE, "data." + member + " is not a text");
    }
    return value.textValue();
  }

  private static BadRowException encrypted(String seen) {
    return new BadRowException(
        Problem.UNSUPPORTED_FACTOR, seen + ": the project's adapter may have encrypted it");
  }
}
