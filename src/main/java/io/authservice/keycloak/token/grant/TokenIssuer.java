package io.authservice.keycloak.token.grant;

import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.token.BoundedEvents;
import io.authservice.keycloak.token.SubjectRefusal;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.endpoint.GrantOutcome;
import io.authservice.keycloak.token.grant.LoginRefusedException.Reason;
import io.authservice.keycloak.token.refresh.BlacklistedTokenProvider;
import io.authservice.keycloak.token.refresh.IssuedTokens;
import io.authservice.keycloak.token.refresh.RefreshRotation;
import io.authservice.keycloak.token.refresh.RenewedTokens;
import io.authservice.keycloak.token.refresh.SimpleJwtRefreshTokens;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.RefreshToken;
import org.keycloak.sessions.AuthenticationSessionModel;

/** SimpleJWT's obtain and refresh, answered by the realm's own login. */
public final class TokenIssuer {

  /** Keycloak's wording when the password was right but a required action is pending. */
  private static final String NOT_SET_UP = "Account is not fully set up";

  private final KeycloakSession session;
  private final String clientId;
  private final Optional<AccountStorageProvider> storage;
  private final RefreshRotation rotation;
  private final LoginTurns turns;
  private final LoginPrecheck gate;
  private final SimpleJwtRefreshTokens refreshTokens;

  /**
   * Issues tokens of one client.
   *
   * @param clientId the realm's public client that stands for the API
   */
  public TokenIssuer(
      KeycloakSession session,
      String clientId,
      Optional<AccountStorageProvider> storage,
      RefreshRotation rotation,
      LoginTurns turns) {
    this.session = session;
    this.clientId = clientId;
    this.storage = storage;
    this.rotation = rotation;
    this.turns = turns;
    this.gate = new LoginPrecheck(session, storage);
    this.refreshTokens = new SimpleJwtRefreshTokens(session, clientId);
  }

  /**
   * Logs in with a password, and a one-time code where the user has a second factor.
   *
   * @throws LoginRefusedException if the realm lets nobody in on these
   * @throws LoginsBusyException if too many log in by this name
   */
  public IssuedTokens obtain(String username, String password, Optional<String> totp) {
    return turns.inTurn(
        session.getContext().getRealm(), username, () -> obtained(username, password, totp));
  }

  private IssuedTokens obtained(String username, String password, Optional<String> totp) {
    Optional<LoginPrecheck.Refusal> unasked = gate.refusal(username);
    if (unasked.isPresent()) {
      unasked.get().report(loginEvent(username));
      gate.spendTheTimeOfALogin(password);
      throw new LoginRefusedException(Reason.BAD_CREDENTIALS);
    }
    ApiClientGrant grant =
        new ApiClientGrant(session, clientId, OAuth2Constants.PASSWORD)
            .with("username", username)
            .with("password", password);
    totp.ifPresent(code -> grant.with("totp", code));
    GrantOutcome answer = grant.run();
    AccessTokenResponse tokens = answer.tokens();
    if (tokens == null) {
      gate.spendTheTimeOfALogin(password);
      requireSecondFactors(username, totp);
      throw NOT_SET_UP.equals(answer.errorDescription())
          ? LoginRefusedException.actionRequired(pendingActions())
          : new LoginRefusedException(reason(grant.eventError(), totp));
    }
    return new IssuedTokens(
        tokens.getToken(), refreshTokens.withSimpleJwtClaims(tokens.getRefreshToken()));
  }

  /** Where the grant let in a user who must not log in by a password, and so was stopped. */
  private void requireSecondFactors(String username, Optional<String> totp) {
    Optional<LoginWatch> watch = LoginWatch.in(session);
    watch.ifPresent(stopped -> stopped.report(loginEvent(username)));
    List<String> missing = watch.map(LoginWatch::missingFactors).orElse(List.of());
    if (!missing.isEmpty()) {
      throw LoginRefusedException.secondFactor(
          totp.isPresent() ? Reason.OTP_INVALID : Reason.OTP_REQUIRED, missing);
    }
  }

  /**
   * Only to whoever knew the password may be told that it was right. Keycloak has one error for all
   * wrong credentials, so that what was wrong is what is left: the one-time code.
   */
  private Reason reason(String eventError, Optional<String> totp) {
    boolean secondFactorFailed =
        Errors.INVALID_USER_CREDENTIALS.equals(eventError)
            && userOfLogin()
                .filter(UserModel::isEnabled)
                .filter(this::hasPasswordMatched)
                .filter(user -> user.credentialManager().isConfiguredFor(OTPCredentialModel.TYPE))
                .isPresent();
    if (!secondFactorFailed) {
      return Reason.BAD_CREDENTIALS;
    }
    return totp.isPresent() ? Reason.OTP_INVALID : Reason.OTP_REQUIRED;
  }

  private boolean hasPasswordMatched(UserModel user) {
    return storage.filter(accounts -> accounts.hasPasswordMatched(user.getId())).isPresent();
  }

  /** What is stored with the user, and what the realm asks at this login. */
  private List<String> pendingActions() {
    Stream<String> ofUser = userOfLogin().stream().flatMap(UserModel::getRequiredActionsStream);
    Stream<String> ofLogin = login().stream().flatMap(login -> login.getRequiredActions().stream());
    return Stream.concat(ofUser, ofLogin).distinct().sorted().toList();
  }

  private Optional<UserModel> userOfLogin() {
    return login().map(AuthenticationSessionModel::getAuthenticatedUser);
  }

  /** Keycloak's grant leaves it in the context, and ends it in its store alone. */
  private Optional<AuthenticationSessionModel> login() {
    return Optional.ofNullable(session.getContext().getAuthenticationSession());
  }

  /**
   * Renews the access token, and the refresh token where these rotate or the realm revokes used
   * ones.
   *
   * @throws TokenRefusedException if the token is not one that can be used
   */
  public RenewedTokens refresh(String refreshToken) {
    RefreshToken token = usable(refreshToken);
    GrantOutcome answer =
        new ApiClientGrant(session, clientId, OAuth2Constants.REFRESH_TOKEN)
            .with(OAuth2Constants.REFRESH_TOKEN, refreshToken)
            .run();
    AccessTokenResponse tokens = answer.tokens();
    if (tokens == null) {
      throw new TokenRefusedException(
          BlacklistedTokenProvider.USED_BEFORE.equals(answer.errorDescription())
              ? TokenRefusedException.Reason.BLACKLISTED
              : new SubjectRefusal(session).reason(token));
    }
    return new RenewedTokens(tokens.getToken(), successor(tokens.getRefreshToken()));
  }

  private RefreshToken usable(String refreshToken) {
    try {
      return refreshTokens.read(refreshToken);
    } catch (TokenRefusedException refused) {
      event(EventType.REFRESH_TOKEN).error(Errors.INVALID_TOKEN);
      throw refused;
    }
  }

  private Optional<String> successor(String refreshToken) {
    boolean replaces =
        rotation != RefreshRotation.OFF || session.getContext().getRealm().isRevokeRefreshToken();
    return replaces
        ? Optional.of(refreshTokens.withSimpleJwtClaims(refreshToken))
        : Optional.empty();
  }

  private EventBuilder loginEvent(String username) {
    return event(EventType.LOGIN).detail(Details.USERNAME, username);
  }

  private EventBuilder event(EventType type) {
    return new BoundedEvents(session).event(type).client(clientId);
  }
}
