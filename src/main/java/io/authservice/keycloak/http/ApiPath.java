package io.authservice.keycloak.http;

import java.util.regex.Pattern;

/**
 * Every path of the API, at the server root and below the realm's address alike: what is routed,
 * what answers and what the OpenAPI document names go by this list.
 */
public enum ApiPath {
  USERS("/api/users/"),
  USER("/api/users/{id}/"),
  TOKEN("/api/token/"),
  TOKEN_REFRESH("/api/token/refresh/"),
  TOKEN_VERIFY("/api/token/verify/"),
  TOKEN_BLACKLIST("/api/token/blacklist/"),
  ME("/auth/me/"),
  API_ME("/api/auth/me/"),
  SCHEMA("/api/schema/"),
  AUTHORIZE("/o/authorize/"),
  OAUTH2_TOKEN("/o/token/"),
  REVOKE_TOKEN("/o/revoke_token/"),
  INTROSPECT("/o/introspect/"),
  USERINFO("/o/userinfo/"),
  LOGOUT("/o/logout/"),
  DEVICE_AUTHORIZATION("/o/device-authorization/"),
  DISCOVERY("/o/.well-known/openid-configuration/"),
  KEYS("/o/.well-known/jwks.json/"),
  APPLICATIONS("/o/applications/"),
  NEW_APPLICATION("/o/applications/register/"),
  AUTHORIZED_TOKENS("/o/authorized_tokens/"),
  DEVICE("/o/device/");

  private static final String ID = "{id}";

  private final String text;

  ApiPath(String text) {
    this.text = text;
  }

  /** With a slash at both ends; a place for a number is written as in OpenAPI. */
  public String text() {
    return text;
  }

  /** Whether it stands for many paths, one for each number. */
  public boolean hasId() {
    return text.contains(ID);
  }

  /** The paths that it stands for, each matched whole, the number in a group. */
  public Pattern pattern() {
    return Pattern.compile(hasId() ? text.replace(ID, "([0-9]+)") : Pattern.quote(text));
  }
}
