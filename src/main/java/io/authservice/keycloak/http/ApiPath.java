package io.authservice.keycloak.http;

import java.util.Optional;
import java.util.Set;
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
  DEVICE("/o/device/"),

  LIBRARY_LOGIN("/dj-rest-auth/login/", ClientCalls.DJ_REST_AUTH),
  LIBRARY_LOGOUT("/dj-rest-auth/logout/", ClientCalls.DJ_REST_AUTH),
  LIBRARY_USER("/dj-rest-auth/user/", ClientCalls.DJ_REST_AUTH),
  LIBRARY_TOKEN_REFRESH("/dj-rest-auth/token/refresh/", ClientCalls.DJ_REST_AUTH),
  LIBRARY_TOKEN_VERIFY("/dj-rest-auth/token/verify/", ClientCalls.DJ_REST_AUTH),
  PASSWORD_CHANGE("/dj-rest-auth/password/change/", ClientCalls.DJ_REST_AUTH),
  PASSWORD_RESET("/dj-rest-auth/password/reset/", ClientCalls.DJ_REST_AUTH),
  PASSWORD_RESET_CONFIRM("/dj-rest-auth/password/reset/confirm/", ClientCalls.DJ_REST_AUTH),
  VERIFY_EMAIL("/dj-rest-auth/registration/verify-email/", ClientCalls.DJ_REST_AUTH),
  RESEND_EMAIL("/dj-rest-auth/registration/resend-email/", ClientCalls.DJ_REST_AUTH),

  JWT_CREATE("/auth/jwt/create/", ClientCalls.DJOSER),
  JWT_REFRESH("/auth/jwt/refresh/", ClientCalls.DJOSER),
  JWT_VERIFY("/auth/jwt/verify/", ClientCalls.DJOSER),
  REGISTRATION("/auth/users/", ClientCalls.DJOSER),
  OWN_ACCOUNT("/auth/users/me/", ClientCalls.DJOSER),
  SET_PASSWORD("/auth/users/set_password/", ClientCalls.DJOSER),
  RESET_PASSWORD("/auth/users/reset_password/", ClientCalls.DJOSER),
  RESET_PASSWORD_CONFIRM("/auth/users/reset_password_confirm/", ClientCalls.DJOSER),
  ACTIVATION("/auth/users/activation/", ClientCalls.DJOSER),
  RESEND_ACTIVATION("/auth/users/resend_activation/", ClientCalls.DJOSER);

  private static final String ID = "{id}";

  /**
   * A UUID in an address as Django's converter has it ({@code <uuid:pk>}): in lower case, with
   * dashes.
   */
  public static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** The id of a user in an address ({@code <int:pk>} or {@code <uuid:pk>}). */
  public static final String USER_ID = "[0-9]+|" + UUID;

  private final String text;
  private final Optional<ClientCalls> calls;

  ApiPath(String text) {
    this.text = text;
    this.calls = Optional.empty();
  }

  ApiPath(String text, ClientCalls calls) {
    this.text = text;
    this.calls = Optional.of(calls);
  }

  /** Whether there is anything at it on a server with these libraries' calls. */
  public boolean isServed(Set<ClientCalls> switchedOn) {
    return calls.isEmpty() || switchedOn.contains(calls.get());
  }

  /** With a slash at both ends; a place for an id is written as in OpenAPI. */
  public String text() {
    return text;
  }

  /** Whether it stands for many paths, one for each id. */
  public boolean hasId() {
    return text.contains(ID);
  }

  /** The paths that it stands for, each matched whole, the id in a group. */
  public Pattern pattern() {
    return Pattern.compile(hasId() ? text.replace(ID, "(" + USER_ID + ")") : Pattern.quote(text));
  }
}
