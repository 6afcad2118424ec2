package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserField.Writer;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.FlagField;
import io.authservice.keycloak.wire.field.TextCheck;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads users from request bodies.
 *
 * <p>Every method reports all field errors at once, in the order of {@link UserField#ALL}. Whether
 * a username is in use is one of them, so each method asks {@code usernameTaken}, once at most and
 * only about a well-formed name.
 */
public final class UserForm {

  private static final String STAFF_ONLY = "Only staff users can set staff or active status.";

  /** Reads a new user (POST). */
  public Validated<UserInput> create(
      RequestBody body, UserFormRules rules, Predicate<String> usernameTaken) {
    Validated<UserInput> read = read(body, rules, usernameTaken, false);
    boolean flagged =
        UserField.ALL.stream()
            .anyMatch(field -> isOfStaffAlone(field) && body.mentions(field.column()));
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
    Map<UserField<?>, Object> values = new HashMap<>();
    if (fields.readable()) {
      for (UserField<?> field : UserField.ALL) {
        if (field.isSetBy(rules.writer()) && (isAskedFor(field, rules) || sent(field, body))) {
          read(field, fields, rules, taken).ifPresent(value -> values.put(field, value));
        }
      }
    }
    return new Validated<>(new UserInput(values), fields.errors());
  }

  private static boolean isAskedFor(UserField<?> field, UserFormRules rules) {
    return rules.passwordRequired() || field != UserField.PASSWORD;
  }

  private static boolean sent(UserField<?> field, RequestBody body) {
    return body.names().contains(field.column());
  }

  private static Optional<?> read(
      UserField<?> field, Fields fields, UserFormRules rules, Predicate<String> taken) {
    String name = field.column();
    int longest = field.longest();
    if (field.kind() == UserField.Kind.FLAG) {
      return fields.flag(new FlagField(name));
    }
    return fields.text(
        switch (name) {
          case UserColumns.USERNAME -> TextField.username(longest, TextCheck.unique(taken));
          case UserColumns.EMAIL -> TextField.email(rules.emailRequired(), longest);
          default ->
              field.isRequired()
                  ? TextField.required(name, longest)
                  : TextField.optional(name, longest);
        });
  }

  private static boolean isOfStaffAlone(UserField<?> field) {
    return field.isSetBy(Writer.STAFF) && !field.isSetBy(Writer.USERS);
  }
}
