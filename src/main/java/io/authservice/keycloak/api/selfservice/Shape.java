package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.TextField;
import java.util.Map;

/**
 * The two libraries' ways to say the same: names of fields, answers and refusals, as dj-rest-auth
 * 7.1 and djoser 2.3 have them.
 */
public enum Shape {
  REST_AUTH("old_password", "new_password1", "new_password2", "new_password2"),
  DJOSER("current_password", "new_password", "re_new_password", "new_password");

  static final TextField UID = TextField.required("uid", TextField.UNLIMITED);
  static final TextField TOKEN = TextField.required("token", TextField.UNLIMITED);
  static final TextField KEY = TextField.required("key", TextField.UNLIMITED);

  private final String old;
  private final String chosen;
  private final String repeated;
  private final String refused;

  Shape(String old, String chosen, String repeated, String refused) {
    this.old = old;
    this.chosen = chosen;
    this.repeated = repeated;
    this.refused = refused;
  }

  TextField old() {
    return TextField.required(old, TextField.UNLIMITED);
  }

  TextField chosen() {
    return TextField.required(chosen, UserField.PASSWORD.longest());
  }

  /** Once more, which djoser asks for only where it is told to. */
  TextField repeated() {
    return this == REST_AUTH
        ? TextField.required(repeated, UserField.PASSWORD.longest())
        : TextField.optional(repeated, UserField.PASSWORD.longest());
  }

  /** Where it is said why a password is not taken. */
  String refused() {
    return refused;
  }

  ApiException wrongPassword() {
    return invalid(
        old,
        this == REST_AUTH
            ? "Your old password was entered incorrectly. Please enter it again."
            : "Invalid password.");
  }

  ApiException mismatch() {
    return this == REST_AUTH
        ? invalid(refused, "The two password fields didn\u2019t match.")
        : invalid(FieldErrors.NON_FIELD, "The two password fields didn't match.");
  }

  ApiException badUid() {
    return invalid(
        UID.name(), this == REST_AUTH ? "Invalid value" : "Invalid user id or user doesn't exist.");
  }

  ApiException badToken() {
    return invalid(
        TOKEN.name(), this == REST_AUTH ? "Invalid value" : "Invalid token for given user.");
  }

  Answer passwordChanged() {
    return answer("New password has been saved.");
  }

  Answer resetMailed() {
    return answer("Password reset e-mail has been sent.");
  }

  Answer passwordReset() {
    return answer("Password has been reset with the new password.");
  }

  /** A mail is on its way, or an address is verified. */
  Answer done() {
    return answer("ok");
  }

  private Answer answer(String detail) {
    return this == REST_AUTH ? Answer.ok(Map.of("detail", detail)) : Answer.noContent();
  }

  private static ApiException invalid(String field, String message) {
    return ApiException.validation(FieldErrors.none().with(field, ErrorCode.INVALID, message));
  }
}
