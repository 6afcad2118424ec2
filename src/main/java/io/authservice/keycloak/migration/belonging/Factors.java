package io.authservice.keycloak.migration.belonging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.source.Belonging;
import io.authservice.keycloak.migration.source.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.dto.RecoveryAuthnCodeRepresentation;
import org.keycloak.models.credential.dto.RecoveryAuthnCodesCredentialData;
import org.keycloak.models.credential.dto.RecoveryAuthnCodesSecretData;
import org.keycloak.models.utils.RecoveryAuthnCodesUtils;

/** Second factors as Keycloak keeps them. Their ids tell that an import made them. */
final class Factors {

  /** What authenticator apps are told, and all that django-otp and allauth have. */
  private static final String HMAC = "HmacSHA1";

  private static final int LONGEST_LABEL = 255;
  private static final int LONGEST_CODE = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String realmId;

  Factors(String realmId) {
    this.realmId = realmId;
  }

  /** Whether an import made the credential of this id: Keycloak's own ids are random. */
  static boolean isMade(String id) {
    try {
      return UUID.fromString(id).version() == 3;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  /**
   * A time-based one-time password.
   *
   * @param secret in Base32, without padding
   * @param period seconds
   */
  Moved totp(
      UserId userId, Belonging row, @Nullable String label, String secret, int digits, int period) {
    OTPCredentialModel model =
        OTPCredentialModel.createTOTP(
            secret, digits, period, HMAC, OTPCredentialModel.SecretEncoding.BASE32.name());
    return new Moved.Factor(
        userId,
        Sort.ONE_TIME_PASSWORDS,
        row.table().model(),
        row.id(),
        id(row.table().model(), row.id(), userId),
        OTPCredentialModel.TYPE,
        label == null || label.length() > LONGEST_LABEL ? null : label,
        Time.currentTimeMillis(),
        model.getCredentialData(),
        model.getSecretData());
  }

  /** A code as Keycloak's page reads it: hyphens are for people. */
  static String code(String written) {
    String code = written.strip().replace("-", "");
    if (code.isEmpty()
        || code.length() > LONGEST_CODE
        || code.codePoints().anyMatch(Character::isISOControl)) {
      throw new BadRowException(Problem.UNREADABLE, "The code is blank or too long");
    }
    return code;
  }

  /**
   * Recovery codes. Keycloak asks for them by number, the lowest first.
   *
   * @param codes those that are not used, by number less one; null where one is used
   */
  Moved codes(UserId userId, String model, String rowId, List<@Nullable String> codes) {
    List<RecoveryAuthnCodeRepresentation> hashed = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      String code = codes.get(i);
      if (code != null) {
        hashed.add(
            new RecoveryAuthnCodeRepresentation(
                i + 1,
                Base64.getEncoder().encodeToString(RecoveryAuthnCodesUtils.hashRawCode(code))));
      }
    }
    return new Moved.Factor(
        userId,
        Sort.RECOVERY_CODES,
        model,
        rowId,
        id(model, rowId, userId),
        RecoveryAuthnCodesCredentialModel.TYPE,
        null,
        Time.currentTimeMillis(),
        json(
            new RecoveryAuthnCodesCredentialData(
                null, RecoveryAuthnCodesUtils.NOM_ALGORITHM_TO_HASH, hashed.size(), codes.size())),
        json(new RecoveryAuthnCodesSecretData(hashed)));
  }

  private String id(String model, String rowId, UserId userId) {
    return UUID.nameUUIDFromBytes(
            String.join(" ", realmId, model, rowId, userId.toString())
                .getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
