package io.authservice.keycloak.api.view;

import io.authservice.keycloak.authority.Actor;
import io.authservice.keycloak.authority.Bearer;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.authority.ServiceAccounts;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.bearer.BearerTokens;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.TokenErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/** Reads the {@code Authorization} header as SimpleJWT and django-oauth-toolkit do between them. */
public final class Authentication {

  private static final String SCHEME = "Bearer";

  /** Of Django REST framework's {@code TokenAuthentication}, in any letter case. */
  private static final String KEY_SCHEME = "Token";

  private static final String SPACE = " \t\n\u000B\f\r";

  private final BearerTokens tokens;
  private final RealmAccounts accounts;
  private final ServiceAccounts serviceAccounts;
  private final String apiClientId;
  private final Optional<CookieBearer> cookie;

  /**
   * Reads the credentials of one session's requests.
   *
   * @param cookie a browser's token; empty where cookies are not looked at
   */
  public Authentication(
      BearerTokens tokens,
      RealmAccounts accounts,
      ServiceAccounts serviceAccounts,
      String apiClientId,
      Optional<CookieBearer> cookie) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.serviceAccounts = serviceAccounts;
    this.apiClientId = apiClientId;
    this.cookie = cookie;
  }

  /**
   * The caller; empty if the request names none.
   *
   * @throws ApiException 401 for credentials that are refused, 403 for those of someone whom the
   *     API does not know, and for a cookie that a page makes use of that may not
   */
  Optional<Caller> caller(ApiRequest request) {
    Optional<String> kept = cookie.flatMap(browser -> browser.token(request));
    if (kept.isPresent()) {
      Caller self = caller(accepted(kept.get()));
      cookie.ifPresent(browser -> browser.requireMeant(request));
      return Optional.of(self);
    }
    List<String> parts =
        request.header("Authorization").map(Authentication::parts).orElse(List.of());
    if (parts.size() == 2 && parts.get(0).equalsIgnoreCase(KEY_SCHEME)) {
      return keyCaller(parts.get(1));
    }
    if (parts.isEmpty() || !parts.get(0).equalsIgnoreCase(SCHEME)) {
      return Optional.empty();
    }
    if (parts.get(0).equals(SCHEME)) {
      if (parts.size() != 2) {
        throw TokenErrors.badAuthorizationHeader();
      }
      return Optional.of(caller(accepted(parts.get(1))));
    }
    return Optional.of(oauth2Caller(parts));
  }

  /** Without such keys the scheme is one that nobody knows, as ever. */
  private Optional<Caller> keyCaller(String key) {
    try {
      return tokens.acceptKey(key).map(this::caller);
    } catch (TokenRefusedException refused) {
      throw refusal(refused);
    }
  }

  private static List<String> parts(String header) {
    List<String> parts = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(header, SPACE);
    while (tokens.hasMoreTokens()) {
      parts.add(tokens.nextToken());
    }
    return parts;
  }

  /** Only django-oauth-toolkit took the scheme in any letter case, and only for its own tokens. */
  private Caller oauth2Caller(List<String> parts) {
    if (parts.size() == 2) {
      Optional<Bearer> bearer = acceptedQuietly(parts.get(1));
      if (bearer.isPresent() && !bearer.get().client().getClientId().equals(apiClientId)) {
        return caller(bearer.get());
      }
    }
    throw TokenErrors.notAuthenticatedRefusedToken();
  }

  private Optional<Bearer> acceptedQuietly(String token) {
    try {
      return Optional.of(tokens.accept(token));
    } catch (TokenRefusedException refused) {
      return Optional.empty();
    }
  }

  private Bearer accepted(String token) {
    try {
      return tokens.accept(token);
    } catch (TokenRefusedException refused) {
      throw refusal(refused);
    }
  }

  private static ApiException refusal(TokenRefusedException refused) {
    return switch (refused.reason()) {
      case USER_NOT_FOUND -> TokenErrors.userNotFound();
      case USER_INACTIVE -> TokenErrors.userInactive();
      case WRONG_TYPE -> TokenErrors.tokenNotValid("Token has wrong type");
      case EXPIRED -> TokenErrors.tokenNotValid("Token is expired");
      case INVALID_TOKEN, BLACKLISTED -> TokenErrors.tokenNotValid("Token is invalid");
    };
  }

  /**
   * A user kept elsewhere is nobody to the API, and so is a client that was given no say over
   * users.
   */
  private Caller caller(Bearer bearer) {
    return accounts
        .account(bearer.user())
        .map(Actor::user)
        .or(() -> serviceAccounts.standing(bearer.user(), bearer.client()).map(Actor::client))
        .map(actor -> new Caller(actor, bearer))
        .orElseThrow(ApiException::permissionDenied);
  }
}
