package io.authservice.keycloak.token.grant;

import io.authservice.keycloak.token.ApiScopes;
import io.authservice.keycloak.token.refresh.BlacklistedTokenProvider;
import io.authservice.keycloak.token.refresh.RefreshRotation;
import io.authservice.keycloak.token.refresh.RefreshTokenBlacklist;
import io.authservice.keycloak.token.refresh.TokenSettings;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

/**
 * Looks at every answer of the realm's token endpoint before it is signed, whichever door it leaves
 * by: logins that must not be let in after all, refresh tokens that are good for one use, tokens
 * that may do no more than those they are exchanged for.
 */
final class TokenGuard implements TokenPostProcessor {

  /** Set by whoever wants the refresh token of this request to be used up. */
  private static final String ONE_USE = "auth-service.one-use";

  private final KeycloakSession session;
  private final TokenSettings settings;

  TokenGuard(KeycloakSession session, TokenSettings settings) {
    this.session = session;
    this.settings = settings;
  }

  /** Makes the refresh token that this session's request brings good for one use. */
  static void useUp(KeycloakSession session) {
    session.setAttribute(ONE_USE, true);
  }

  /**
   * Lets an answer pass, or narrows it.
   *
   * @throws TokenInterceptorException if there must be none
   */
  @Override
  public void process(TokenPostProcessorContext issued) {
    LoginWatch.in(session).ifPresent(watch -> watch.require(issued.clientSessionCtx()));
    RefreshToken used = issued.requestRefreshToken();
    if (used == null) {
      new PresentedTokens(session).limit().ifPresent(most -> exchange(issued, most));
    } else {
      ApiScopes.limit(used).ifPresent(most -> limit(issued, most));
      narrow(used, issued);
      useUp(used, issued);
    }
  }

  private void exchange(TokenPostProcessorContext issued, Set<String> most) {
    if (!most.containsAll(new PresentedTokens(session).askedFor())) {
      throw new TokenInterceptorException(
          OAuthErrorException.INVALID_SCOPE, "The scope exceeds that of the token presented");
    }
    limit(issued, most);
  }

  /**
   * A refresh may name fewer scopes for the access token (RFC 6749 section 6), and so fewer that
   * limit it.
   */
  private static void narrow(RefreshToken used, TokenPostProcessorContext issued) {
    AccessToken access = issued.accessToken();
    if (access == null) {
      return;
    }
    ClientModel client = issued.clientSessionCtx().getClientSession().getClient();
    Optional<Set<String>> before = ApiScopes.of(used, used.getScope(), client);
    Optional<Set<String>> now = ApiScopes.of(access, access.getScope(), client);
    boolean carriesNoneOfThem =
        !ApiScopes.named(used.getScope()).isEmpty() && ApiScopes.named(access.getScope()).isEmpty();
    if (carriesNoneOfThem) {
      ApiScopes.limit(access, Set.of());
    } else if (before.isPresent() && !now.filter(before.get()::containsAll).isPresent()) {
      ApiScopes.limit(access, ApiScopes.common(now.orElse(before.get()), before.get()));
    }
  }

  private static void limit(TokenPostProcessorContext issued, Set<String> most) {
    AccessToken access = issued.accessToken();
    if (access != null) {
      access.setScope(ApiScopes.within(access.getScope(), most));
      ApiScopes.limit(access, most);
    }
    RefreshToken refresh = issued.refreshToken();
    if (refresh != null) {
      refresh.setScope(ApiScopes.within(refresh.getScope(), most));
      ApiScopes.limit(refresh, most);
    }
  }

  private void useUp(RefreshToken used, TokenPostProcessorContext issued) {
    boolean once =
        session.getAttribute(ONE_USE) != null
            || (settings.rotation() == RefreshRotation.BLACKLISTS_USED
                && settings.clientId().equals(used.getIssuedFor()));
    Optional<RefreshToken> successor = Optional.ofNullable(issued.refreshToken());
    if (once && successor.isPresent() && !new RefreshTokenBlacklist(session).add(used)) {
      // Somebody else used the token at the same moment, and came first.
      throw new TokenInterceptorException(
          OAuthErrorException.INVALID_GRANT, BlacklistedTokenProvider.USED_BEFORE);
    }
  }
}
