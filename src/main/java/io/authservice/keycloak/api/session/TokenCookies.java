package io.authservice.keycloak.api.session;

import io.authservice.keycloak.api.view.CsrfCheck;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.exchange.BrowserCookies;
import io.authservice.keycloak.token.CompactToken;
import io.authservice.keycloak.token.bearer.CsrfTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/** Gives browsers their tokens as cookies and takes them back; does nothing where that is off. */
public final class TokenCookies {

  private final KeycloakSession session;
  private final Optional<BrowserCookies> cookies;
  private final CsrfTokens csrf;
  private final CsrfCheck check;

  public TokenCookies(
      KeycloakSession session, Optional<BrowserCookies> cookies, CsrfTokens csrf, CsrfCheck check) {
    this.session = session;
    this.cookies = cookies;
    this.csrf = csrf;
    this.check = check;
  }

  boolean keepRefreshToken() {
    return cookies.flatMap(BrowserCookies::refresh).isPresent();
  }

  /**
   * Refuses a login that a page of another site makes a browser send: whoever looks at it would go
   * on as somebody else.
   *
   * @throws io.authservice.keycloak.wire.error.ApiException 403
   */
  void requireOwnPage(ApiRequest request) {
    if (cookies.isPresent()) {
      check.requireOrigin(request);
    }
  }

  /** Headers that set the cookies of tokens that were just issued. */
  List<String> of(String access, Optional<String> refresh) {
    List<String> set = new ArrayList<>();
    cookies.ifPresent(
        kept -> {
          AccessToken token = claims(access);
          long seconds = token == null ? 0 : left(token);
          set.add(kept.ofAccess(access, seconds));
          Optional<AccessToken> longer = refresh.map(this::claims);
          refresh
              .flatMap(text -> kept.ofRefresh(text, longer.map(this::left).orElse(0L)))
              .ifPresent(set::add);
          if (token != null && token.getSessionId() != null && longer.isPresent()) {
            set.add(kept.ofCsrf(csrf.of(token.getSessionId()), left(longer.get())));
          }
        });
    return set;
  }

  /** Headers that take them all away. */
  List<String> gone() {
    List<String> set = new ArrayList<>();
    cookies.ifPresent(
        kept -> {
          set.add(kept.ofAccess("", 0));
          kept.ofRefresh("", 0).ifPresent(set::add);
          set.add(kept.ofCsrf("", 0));
        });
    return set;
  }

  /**
   * The refresh token in its cookie.
   *
   * @throws io.authservice.keycloak.wire.error.ApiException 403 if the page behind the request may
   *     not use it
   */
  Optional<String> refreshToken(ApiRequest request) {
    Optional<String> sent = cookies.flatMap(BrowserCookies::refresh).flatMap(request::cookie);
    sent.ifPresent(
        text ->
            check.require(
                request, Optional.ofNullable(claims(text)).map(AccessToken::getSessionId)));
    return sent;
  }

  private long left(AccessToken token) {
    return token.getExp() == null ? 0 : token.getExp() - Time.currentTimeSeconds();
  }

  private @Nullable AccessToken claims(String compact) {
    return CompactToken.decode(session, compact, AccessToken.class);
  }
}
