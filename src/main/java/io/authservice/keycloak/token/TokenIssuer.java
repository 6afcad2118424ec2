package io.authservice.keycloak.token;

import io.authservice.keycloak.storage.AccountIds;
import io.authservice.keycloak.storage.AccountStorageProvider;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/** SimpleJWT's obtain and refresh, answered by the realm's own login. */
public final class TokenIssuer {

  /** Keycloak's wording when the password was right but a required action is pending. */
  private static final String NOT_SET_UP = "Account is not fully set up";

  private final KeycloakSession session;
  private final String clientId;
  private final Optional<AccountStorageProvider> storage;

  /**
   * Issues tokens of one client.
   *
   * @param clientId the realm's public client that stands for the API
   */
  public TokenIssuer(
      KeycloakSession session, String clientId, Optional<AccountStorageProvider> storage) {
    this.session = session;
    this.clientId = clientId;
    this.storage = storage;
  }

  /**
   * Logs in with a password, and a one-time code where the user has a second factor.
   *
   * @throws TokenRefusedException with {@link Reason#BAD_CREDENTIALS} or {@link
   *     Reason#ACTION_REQUIRED}
   */
  public IssuedTokens obtain(String username, String password, Optional<String> totp) {
    if (!isSpelledRight(username)) {
      event(EventType.LOGIN).detail(Details.USERNAME, username).error(Errors.USER_NOT_FOUND);
      spendTheTimeOfALogin(password);
      throw new TokenRefusedException(Reason.BAD_CREDENTIALS);
    }
    Map<String, String> form = clientForm(OAuth2Constants.PASSWORD);
    form.put("username", username);
    form.put("password", password);
    totp.ifPresent(code -> form.put("totp", code));
    OAuth2Outcome answer = grant(form);
    AccessTokenResponse tokens = answer.tokens();
    if (tokens == null) {
      spendTheTimeOfALogin(password);
      requireKnownError(answer);
      throw new TokenRefusedException(
          NOT_SET_UP.equals(answer.errorDescription())
              ? Reason.ACTION_REQUIRED
              : Reason.BAD_CREDENTIALS);
    }
    return new IssuedTokens(tokens.getToken(), withSimpleJwtClaims(tokens.getRefreshToken()));
  }

  /**
   * Renews the access token.
   *
   * @throws TokenRefusedException with one of the reasons about tokens
   */
  public IssuedTokens refresh(String refreshToken) {
    RefreshToken token = session.tokens().decode(refreshToken, RefreshToken.class);
    if (token == null) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    if (!TokenUtil.TOKEN_TYPE_REFRESH.equals(token.getType())) {
      throw new TokenRefusedException(Reason.WRONG_TYPE);
    }
    if (token.isExpired()) {
      throw new TokenRefusedException(Reason.EXPIRED);
    }
    Map<String, String> form = clientForm(OAuth2Constants.REFRESH_TOKEN);
    form.put(OAuth2Constants.REFRESH_TOKEN, refreshToken);
    OAuth2Outcome answer = grant(form);
    AccessTokenResponse tokens = answer.tokens();
    if (tokens == null) {
      requireKnownError(answer);
      throw new TokenRefusedException(new TokenSubject(session).reason(token));
    }
    return new IssuedTokens(tokens.getToken(), withSimpleJwtClaims(tokens.getRefreshToken()));
  }

  /** Django tells "Ada" from "ada"; Keycloak's login would let either name in. */
  private boolean isSpelledRight(String username) {
    return storage.map(accounts -> accounts.reads().hasUsername(username)).orElse(false);
  }

  /** A refusal that came before the password was looked at must not come sooner than others. */
  private void spendTheTimeOfALogin(String password) {
    storage.ifPresent(accounts -> accounts.spendTheTimeOfALogin(password));
  }

  private static void requireKnownError(OAuth2Outcome answer) {
    if (!OAuthErrorException.INVALID_GRANT.equals(answer.error())) {
      throw new IllegalStateException(
          "The realm refuses its API client: "
              + answer.error()
              + " ("
              + answer.errorDescription()
              + ")");
    }
  }

  /** Keycloak's refresh tokens carry no mapped claims; SimpleJWT's clients read these two. */
  private String withSimpleJwtClaims(String refreshToken) {
    RefreshToken token = session.tokens().decode(refreshToken, RefreshToken.class);
    if (token == null) {
      throw new IllegalStateException("Keycloak issued a refresh token that it does not know");
    }
    token.setOtherClaims("token_type", "refresh");
    AccountIds.of(token.getSubject())
        .ifPresent(id -> token.setOtherClaims("user_id", Long.toString(id)));
    return session.tokens().encode(token);
  }

  /**
   * In process, so that every rule of the realm (brute-force detection, required actions, second
   * factors, client policies, events) holds for these tokens too.
   */
  private OAuth2Outcome grant(Map<String, String> form) {
    return OAuth2Outcome.of(
        new NativeCall(session)
            .withoutCredentials(form, new PatientTokenEndpoint(session)::processGrantRequest));
  }

  private Map<String, String> clientForm(String grantType) {
    Map<String, String> form = new HashMap<>();
    form.put(OAuth2Constants.GRANT_TYPE, grantType);
    form.put(OAuth2Constants.CLIENT_ID, clientId);
    return form;
  }

  private EventBuilder event(EventType type) {
    return new EventBuilder(
            session.getContext().getRealm(), session, session.getContext().getConnection())
        .event(type)
        .client(clientId);
  }
}
