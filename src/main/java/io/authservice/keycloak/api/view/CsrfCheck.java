package io.authservice.keycloak.api.view;

import io.authservice.keycloak.authority.TokenScopes;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.exchange.BrowserCookies;
import io.authservice.keycloak.token.bearer.CsrfTokens;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a request that carries a cookie was meant by a page that may make it. Browsers send
 * cookies with whatever any page makes them send. The refusals are Django's.
 */
public final class CsrfCheck {

  private final CsrfTokens tokens;
  private final Predicate<String> trusted;

  /**
   * The check of one session's requests.
   *
   * @param trusted whether scripts of another origin may call the API
   */
  public CsrfCheck(CsrfTokens tokens, Predicate<String> trusted) {
    this.tokens = tokens;
    this.trusted = trusted;
  }

  /**
   * Asks for the session's token, unless the method changes nothing.
   *
   * @param sessionId of the token in the cookie; empty if it belongs to none
   * @throws ApiException 403
   */
  public void require(ApiRequest request, Optional<String> sessionId) {
    if (TokenScopes.isSafe(request.method())) {
      return;
    }
    requireOrigin(request);
    String sent =
        request
            .header(BrowserCookies.CSRF_HEADER)
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> ApiException.csrfFailed("CSRF token missing."));
    if (sessionId.filter(id -> tokens.isOf(id, sent)).isEmpty()) {
      throw ApiException.csrfFailed("CSRF token from the 'X-Csrftoken' HTTP header incorrect.");
    }
  }

  /**
   * Refuses pages of other sites, as far as the browser tells of them.
   *
   * @throws ApiException 403
   */
  public void requireOrigin(ApiRequest request) {
    Optional<String> origin = request.header("Origin");
    boolean foreign =
        origin.isPresent()
            ? !origin.get().equals(request.ownOrigin()) && !trusted.test(origin.get())
            : request.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent();
    if (foreign) {
      throw ApiException.csrfFailed(
          "Origin checking failed - "
              + origin.orElse("it")
              + " does not match any trusted origins.");
    }
  }
}
