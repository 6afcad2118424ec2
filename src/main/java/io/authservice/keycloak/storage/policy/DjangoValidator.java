package io.authservice.keycloak.storage.policy;

import static org.keycloak.policy.PasswordPolicyProvider.INT_CONFIG_TYPE;
import static org.keycloak.policy.PasswordPolicyProvider.STRING_CONFIG_TYPE;

import io.authservice.keycloak.password.validator.CommonPasswords;
import io.authservice.keycloak.password.validator.Digits;
import io.authservice.keycloak.password.validator.Similarity;
import io.authservice.keycloak.wire.error.ErrorCode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.policy.PasswordPolicyConfigException;
import org.keycloak.policy.PolicyError;

/**
 * A validator of {@code django.contrib.auth.password_validation}, in the order in which new
 * projects have them.
 */
public enum DjangoValidator {
  USER_ATTRIBUTE_SIMILARITY(
      "djangoUserAttributeSimilarity",
      "Django: Similar to User",
      STRING_CONFIG_TYPE,
      Double.toString(Similarity.USUAL.most()),
      ErrorCode.PASSWORD_TOO_SIMILAR) {
    @Override
    Object read(String value) {
      try {
        return new Similarity(Double.parseDouble(value));
      } catch (IllegalArgumentException e) {
        throw new PasswordPolicyConfigException("Not a number from 0.1 to 1");
      }
    }

    @Override
    Optional<PolicyError> refusal(Object value, Map<String, String> known, String password) {
      return known.entrySet().stream()
          .filter(text -> ((Similarity) value).isExceededBy(password, text.getValue()))
          .findFirst()
          .map(text -> new PolicyError(key() + "." + text.getKey()));
    }
  },
  MINIMUM_LENGTH(
      "djangoMinimumLength",
      "Django: Minimum Length",
      INT_CONFIG_TYPE,
      "8",
      ErrorCode.PASSWORD_TOO_SHORT) {
    @Override
    Object read(String value) {
      try {
        return Integer.valueOf(value);
      } catch (NumberFormatException e) {
        throw new PasswordPolicyConfigException("Not a valid number");
      }
    }

    @Override
    Optional<PolicyError> refusal(Object value, Map<String, String> known, String password) {
      return password.codePointCount(0, password.length()) < (int) value
          ? Optional.of(new PolicyError(key(), value))
          : Optional.empty();
    }
  },
  COMMON_PASSWORD(
      "djangoCommonPassword",
      "Django: Common Password",
      null,
      null,
      ErrorCode.PASSWORD_TOO_COMMON) {
    @Override
    Optional<PolicyError> refusal(Object value, Map<String, String> known, String password) {
      return refusedIf(Listed.WORDS.has(password));
    }
  },
  NUMERIC_PASSWORD(
      "djangoNumericPassword",
      "Django: Numeric Password",
      null,
      null,
      ErrorCode.PASSWORD_ENTIRELY_NUMERIC) {
    @Override
    Optional<PolicyError> refusal(Object value, Map<String, String> known, String password) {
      return refusedIf(Digits.areAllOf(password));
    }
  };

  /** Before the code, the key of a refusal's message. */
  private static final String KEY = "authServicePasswordRefused.";

  private final String id;
  private final String displayName;
  private final @Nullable String configType;
  private final @Nullable String usual;
  private final ErrorCode code;

  DjangoValidator(
      String id,
      String displayName,
      @Nullable String configType,
      @Nullable String usual,
      ErrorCode code) {
    this.id = id;
    this.displayName = displayName;
    this.configType = configType;
    this.usual = usual;
    this.code = code;
  }

  /** Of the policy, as realms name it. */
  String id() {
    return id;
  }

  /** What a policy's refusal is called for programs; {@code INVALID} for those of others. */
  public static ErrorCode codeOf(PolicyError refusal) {
    String key = String.valueOf(refusal.getMessage());
    return Arrays.stream(values())
        .filter(validator -> key.startsWith(validator.key()))
        .findFirst()
        .map(validator -> validator.code)
        .orElse(ErrorCode.INVALID);
  }

  String displayName() {
    return displayName;
  }

  /** As the console asks for a value; null if there is none. */
  @Nullable String configType() {
    return configType;
  }

  /** What Django takes where its settings say nothing; null if there is no value. */
  @Nullable String usual() {
    return usual;
  }

  /**
   * The value of a realm's policy.
   *
   * @throws PasswordPolicyConfigException if it is none
   */
  Object read(String value) {
    return value;
  }

  /**
   * Why a password is refused; empty if it is not.
   *
   * @param value as it was read
   * @param known what is known of the user, by column
   */
  abstract Optional<PolicyError> refusal(Object value, Map<String, String> known, String password);

  final String key() {
    return KEY + code.text();
  }

  final Optional<PolicyError> refusedIf(boolean refused) {
    return refused ? Optional.of(new PolicyError(key())) : Optional.empty();
  }

  /** Read once a realm asks for it. */
  private static final class Listed {
    static final CommonPasswords WORDS = CommonPasswords.ofDjango();
  }
}
