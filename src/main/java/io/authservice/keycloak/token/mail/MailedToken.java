package io.authservice.keycloak.token.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.DefaultActionToken;

/** One of Keycloak's action tokens that no page of Keycloak's takes, and the API alone does. */
final class MailedToken extends DefaultActionToken {

  @JsonProperty("pwd")
  private @Nullable String passwordMark;

  /** To be read into. */
  MailedToken() {}

  MailedToken(String userId, String type, int expiration, String email) {
    super(userId, type, expiration, null);
    setEmail(email);
  }

  /** Salts what the password is known by. */
  String salt() {
    return getActionVerificationNonce().toString();
  }

  @Nullable String passwordMark() {
    return passwordMark;
  }

  void bindToPassword(String mark) {
    passwordMark = mark;
  }
}
