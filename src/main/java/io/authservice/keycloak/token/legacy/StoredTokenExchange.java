package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.token.ApiScopes;
import io.authservice.keycloak.token.BoundedEvents;
import io.authservice.keycloak.token.TokenRefusedException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.managers.UserConsentManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.TokenUtil;

/**
 * The exchange of one refresh token of django-oauth-toolkit for tokens of the realm, which begins a
 * session, once.
 */
public final class StoredTokenExchange {

  private static final String METHOD = "legacy_oauth2_refresh_token";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final ClientModel client;
  private final UserModel user;
  private final Set<String> scopes;
  private final Runnable use;

  /**
   * Readies an exchange.
   *
   * @param client the token's, which has authenticated
   * @param scope what was granted, separated by spaces
   * @param use uses the token up; throws {@link TokenRefusedException} if somebody else did
   */
  StoredTokenExchange(
      KeycloakSession session, ClientModel client, UserModel user, String scope, Runnable use) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.client = client;
    this.user = user;
    this.scopes = names(scope);
    this.use = use;
  }

  private static Set<String> names(String scope) {
    return Arrays.stream(scope.split(" ", -1))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What was granted. */
  public Set<String> scopes() {
    return scopes;
  }

  /**
   * Issues the tokens, limited to what was granted.
   *
   * @param asked some of {@link #scopes}
   * @throws TokenRefusedException if the user must do something in the browser first, or if
   *     somebody else used the token a moment ago
   */
  public AccessTokenResponse tokens(Set<String> asked) {
    EventBuilder event =
        new BoundedEvents(session)
            .event(EventType.TOKEN_EXCHANGE)
            .client(client)
            .user(user)
            .detail(Details.AUTH_METHOD, METHOD);
    LegacyLogin logins = new LegacyLogin(session, METHOD);
    String scope = known(asked);
    AuthenticationSessionModel login = logins.asked(client, user, scope, event);
    use.run();
    noteConsent(scope);
    UserSessionModel userSession = logins.begun(user, null);
    event.session(userSession);
    AccessTokenResponse issued =
        issued(event, userSession, logins.attached(userSession, login), scope, asked);
    event.success();
    return issued;
  }

  private AccessTokenResponse issued(
      EventBuilder event,
      UserSessionModel userSession,
      ClientSessionContext context,
      String scope,
      Set<String> asked) {
    // Of scopes that the client no longer has nothing must be left that means all it may ask for.
    Set<String> most = ApiScopes.named(String.join(" ", asked));
    TokenManager.AccessTokenResponseBuilder response =
        new TokenManager()
            .responseBuilder(realm, client, event, session, userSession, context)
            .generateAccessToken();
    ApiScopes.limit(response.getAccessToken(), most);
    if (OIDCAdvancedConfigWrapper.fromClientModel(client).isUseRefreshToken()) {
      response.generateRefreshToken();
      ApiScopes.limit(response.getRefreshToken(), most);
    }
    if (TokenUtil.isOIDCRequest(scope)) {
      response.generateIDToken();
    }
    return response.build();
  }

  /** Those that the client has here: Keycloak knows no others. */
  private String known(Set<String> asked) {
    return asked.stream()
        .filter(
            name ->
                TokenUtil.isOIDCRequest(name)
                    || client.getClientScopes(true).containsKey(name)
                    || client.getClientScopes(false).containsKey(name))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /**
   * The user was asked when the token was issued. Keycloak asks for the consent at every refresh.
   */
  private void noteConsent(String scope) {
    if (!client.isConsentRequired()) {
      return;
    }
    UserConsentModel known =
        UserConsentManager.getConsentByClient(session, realm, user, client.getId());
    UserConsentModel consent = known == null ? new UserConsentModel(client) : known;
    TokenManager.getRequestedClientScopes(session, scope, client, user)
        .filter(ClientScopeModel::isDisplayOnConsentScreen)
        .forEach(consent::addGrantedClientScope);
    if (known == null) {
      UserConsentManager.addConsent(session, realm, user, consent);
    } else {
      UserConsentManager.updateConsent(session, realm, user, consent);
    }
  }
}
