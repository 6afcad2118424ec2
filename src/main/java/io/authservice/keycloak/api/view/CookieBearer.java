package io.authservice.keycloak.api.view;

import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.exchange.BrowserCookies;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/** A bearer token that a browser keeps in a cookie. */
public final class CookieBearer {

  private final KeycloakSession session;
  private final BrowserCookies cookies;
  private final CsrfCheck check;

  public CookieBearer(KeycloakSession session, BrowserCookies cookies, CsrfCheck check) {
    this.session = session;
    this.cookies = cookies;
    this.check = check;
  }

  /** The token, of a request that names no credentials otherwise. */
  Optional<String> token(ApiRequest request) {
    return request.header("Authorization").isPresent()
        ? Optional.empty()
        : request.cookie(cookies.access());
  }

  /**
   * Refuses a request that the page behind it may not make, once the token is known to be good.
   *
   * @throws io.authservice.keycloak.wire.error.ApiException 403
   */
  void requireMeant(ApiRequest request) {
    check.require(
        request,
        Optional.ofNullable(session.getContext().getUserSession()).map(UserSessionModel::getId));
  }
}
