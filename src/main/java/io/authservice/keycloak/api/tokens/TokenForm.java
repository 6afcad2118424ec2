package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Optional;

/** Reads the bodies of the token views. */
public final class TokenForm {

  private static final TextField USERNAME = TextField.required("username", TextField.UNLIMITED);
  private static final TextField EMAIL = TextField.required("email", TextField.UNLIMITED);
  private static final TextField PASSWORD = TextField.required("password", TextField.UNLIMITED);
  private static final TextField TOTP = TextField.optional("totp", TextField.UNLIMITED);
  private static final TextField REFRESH = TextField.required("refresh", TextField.UNLIMITED);
  private static final TextField TOKEN = TextField.required("token", TextField.UNLIMITED);

  /**
   * Reads credentials, with a one-time code where one is sent and not blank.
   *
   * @param byEmail whether the name is sent as {@code email}; whoever sends a {@code username} none
   *     the less is understood
   */
  public Validated<LoginInput> obtain(RequestBody body, boolean byEmail) {
    Fields fields = new Fields(body, false);
    if (!fields.readable()) {
      return new Validated<>(new LoginInput("", "", Optional.empty()), fields.errors());
    }
    TextField name = byEmail && !body.mentions(USERNAME.name()) ? EMAIL : USERNAME;
    String username = fields.text(name).orElse("");
    String password = fields.text(PASSWORD).orElse("");
    Optional<String> totp =
        body.mentions(TOTP.name())
            ? fields.text(TOTP).filter(code -> !code.isEmpty())
            : Optional.empty();
    return new Validated<>(new LoginInput(username, password, totp), fields.errors());
  }

  /** Reads the refresh token to renew. */
  public Validated<String> refresh(RequestBody body) {
    return single(body, REFRESH);
  }

  /** Reads the token to check. */
  public Validated<String> verify(RequestBody body) {
    return single(body, TOKEN);
  }

  /** Reads the refresh token to end. */
  public Validated<String> blacklist(RequestBody body) {
    return single(body, REFRESH);
  }

  private static Validated<String> single(RequestBody body, TextField field) {
    Fields fields = new Fields(body, false);
    String token = fields.readable() ? fields.text(field).orElse("") : "";
    return new Validated<>(token, fields.errors());
  }
}
