package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.FlagField;
import io.authservice.keycloak.wire.field.TextCheck;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads users from request bodies.
 *
 * <p>Every method reports all field errors at once, in the order username, email, first_name,
 * last_name, is_active, is_staff, password. Whether a username is in use is one of them, so each
 * method asks {@code usernameTaken}, once at most and only about a well-formed name.
 */
public final class UserForm {

  private static final String STAFF_ONLY = "Only staff users can set staff or active status.";

  /** Reads a new user (POST). */
  public Validated<UserInput> create(
      RequestBody body, UserFormRules rules, Predicate<String> usernameTaken) {
    Validated<UserInput> read = read(body, rules, usernameTaken, false);
    boolean flagged = body.mentions(UserColumns.IS_STAFF) || body.mentions(UserColumns.IS_ACTIVE);
    if (read.errors().isEmpty() && flagged && !rules.callerIsStaff()) {
      return new Validated<>(
          read.value(),
          FieldErrors.none().with(FieldErrors.NON_FIELD, ErrorCode.INVALID, STAFF_ONLY));
    }
    return read;
  }

  /** Reads a user's new state (PUT). Optional fields that are absent stay as they are. */
  public Validated<UserInput> replace(
      RequestBody body, UserFormRules rules, Predicate<String> usernameTaken) {
    return read(body, rules, usernameTaken, false);
  }

  /** Reads changes to a user (PATCH). */
  public Validated<UserInput> update(
      RequestBody body, UserFormRules rules, Predicate<String> usernameTaken) {
    return read(body, rules, usernameTaken, true);
  }

  private static Validated<UserInput> read(
      RequestBody body, UserFormRules rules, Predicate<String> taken, boolean partial) {
    Fields fields = new Fields(body, partial);
    if (!fields.readable()) {
      return new Validated<>(NOTHING, fields.errors());
    }
    Optional<String> username = fields.text(TextField.username(TextCheck.unique(taken)));
    Optional<String> email = fields.text(TextField.email(rules.emailRequired()));
    Optional<String> firstName = fields.text(TextField.optional(UserColumns.FIRST_NAME, 150));
    Optional<String> lastName = fields.text(TextField.optional(UserColumns.LAST_NAME, 150));
    Optional<Boolean> active = Optional.empty();
    Optional<Boolean> staff = Optional.empty();
    if (rules.callerIsStaff()) {
      active = fields.flag(new FlagField(UserColumns.IS_ACTIVE));
      staff = fields.flag(new FlagField(UserColumns.IS_STAFF));
    }
    Optional<String> password = fields.text(TextField.required(UserColumns.PASSWORD, 128));
    UserInput input = new UserInput(username, password, email, firstName, lastName, active, staff);
    return new Validated<>(input, fields.errors());
  }

  private static final UserInput NOTHING =
      new UserInput(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
