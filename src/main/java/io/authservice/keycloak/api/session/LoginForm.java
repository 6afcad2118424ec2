package io.authservice.keycloak.api.session;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.api.tokens.LoginInput;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads dj-rest-auth's login: a name or an address, and the password. */
final class LoginForm {

  private static final TextField USERNAME = TextField.optional("username", TextField.UNLIMITED);
  private static final TextField EMAIL = TextField.email(false, UserField.EMAIL.longest());
  private static final TextField PASSWORD = TextField.required("password", TextField.UNLIMITED);
  private static final TextField TOTP = TextField.optional("totp", TextField.UNLIMITED);

  private LoginForm() {}

  /** How a login is refused of which no more is to be told. */
  static ApiException refusal() {
    return ApiException.nonField("Unable to log in with provided credentials.");
  }

  /**
   * Reads the credentials.
   *
   * @param usernameOf the name of whoever has an address, or else the address
   * @throws ApiException 400
   */
  static LoginInput read(RequestBody body, UnaryOperator<String> usernameOf) {
    Fields fields = new Fields(body, false);
    if (!fields.readable()) {
      throw ApiException.validation(fields.errors());
    }
    Optional<String> username = fields.text(USERNAME).filter(text -> !text.isEmpty());
    Optional<String> email = fields.text(EMAIL).filter(text -> !text.isEmpty());
    String password = fields.text(PASSWORD).orElse("");
    Optional<String> totp =
        body.mentions(TOTP.name())
            ? fields.text(TOTP).filter(code -> !code.isEmpty())
            : Optional.empty();
    String name =
        new Validated<>(email.map(usernameOf).or(() -> username), fields.errors())
            .orThrow()
            .orElseThrow(LoginForm::refusal);
    return new LoginInput(name, password, totp);
  }
}
