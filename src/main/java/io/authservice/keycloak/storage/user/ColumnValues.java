package io.authservice.keycloak.storage.user;

import static io.authservice.keycloak.logging.UserLog.LOG;

import io.authservice.keycloak.account.DuplicateUsernameException;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import io.authservice.keycloak.storage.failure.UsersReadOnlyException;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.storage.identity.ValueRefused;
import io.authservice.keycloak.wire.field.TextField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.UserModel;

/**
 * What the columns of texts take, by whatever door it comes: what the API takes. Nobody's form has
 * checked what an identity provider says of a user.
 */
public final class ColumnValues {

  private static final Map<String, TextField> FIELDS =
      UserField.TEXTS.stream()
          .collect(Collectors.toUnmodifiableMap(UserAttributes::nameOf, ColumnValues::rulesOf));

  private static final Map<String, String> TAKEN =
      Map.of(
          UserModel.USERNAME, "usernameExistsMessage",
          UserModel.EMAIL, "emailExistsMessage");

  private final KeycloakSession session;
  private final Authority authority;

  /** Nothing is looked up yet. */
  public ColumnValues(KeycloakSession session, Authority authority) {
    this.session = session;
    this.authority = authority;
  }

  private static TextField rulesOf(UserField<String> field) {
    return switch (field.column()) {
      case UserColumns.USERNAME -> TextField.username(field.longest(), taken -> Optional.empty());
      case UserColumns.EMAIL -> TextField.email(false, field.longest());
      default -> TextField.optional(field.column(), field.longest());
    };
  }

  /**
   * Passes a value that the column takes.
   *
   * @param attribute that of a text of the account
   * @throws RefusedValueException if the column does not take it
   */
  void require(String attribute, String value) {
    TextField field = FIELDS.get(attribute);
    if (field == null) {
      throw new IllegalArgumentException(attribute);
    }
    List<String> complaints =
        field.complaints(value).asMap().values().stream().flatMap(List::stream).toList();
    if (!complaints.isEmpty()) {
      String refusal = attribute + ": " + String.join(" ", complaints);
      boolean tooLong = value.codePointCount(0, value.length()) > field.maxLength();
      tell(
          tooLong ? "error-invalid-length-too-long" : invalid(attribute),
          List.of(attribute, "0", Integer.toString(field.maxLength())),
          refusal);
      throw new RefusedValueException(refusal);
    }
  }

  private static String invalid(String attribute) {
    return switch (attribute) {
      case UserModel.USERNAME -> "error-username-invalid-character";
      case UserModel.EMAIL -> "invalidEmailMessage";
      default -> "error-person-name-invalid-character";
    };
  }

  /** Does what fails if the value is another user's, and sees to it that a login says so. */
  void unlessTaken(String attribute, Runnable change) {
    try {
      change.run();
    } catch (ModelDuplicateException | DuplicateUsernameException taken) {
      tell(TAKEN.getOrDefault(attribute, ""), List.of(), attribute + ": " + taken.getMessage());
      throw taken;
    }
  }

  /** Does what fails if no users may be added, and sees to it that a login says so. */
  void unlessClosed(Runnable admission) {
    try {
      admission.run();
    } catch (UsersReadOnlyException closed) {
      tell("registrationNotAllowedMessage", List.of(), String.valueOf(closed.getMessage()));
      throw closed;
    }
  }

  private void tell(String messageKey, List<String> parameters, String refusal) {
    if (authority.isNobodysAct()) {
      LOG.loginRefused(refusal);
      session
          .getKeycloakSessionFactory()
          .publish(new ValueRefused(session, messageKey, parameters));
    }
  }
}
