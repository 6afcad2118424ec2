package io.authservice.keycloak.token.session;

import io.authservice.keycloak.mail.MailboxFullException;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.utils.SystemClientUtil;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.util.ResolveRelative;

/**
 * The e-mail by which an administrator lets a user set a new password: Keycloak's own, for as long
 * as the realm lets links of administrators live.
 */
public final class PasswordLink {

  private final KeycloakSession session;
  private final RealmModel realm;

  public PasswordLink(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * Sends the link to the user's address.
   *
   * @throws MailboxFullException if the address has been sent too many mails
   * @throws EmailException if the mail server did not take it
   */
  public void send(UserModel user) throws EmailException {
    int lifespan = realm.getActionTokenGeneratedByAdminLifespan();
    ClientModel client = client();
    List<String> actions = List.of(RequiredAction.UPDATE_PASSWORD.name());
    ExecuteActionsActionToken token =
        new ExecuteActionsActionToken(
            user.getId(),
            user.getEmail(),
            (int) (Time.currentTimeMillis() / 1000) + lifespan,
            actions,
            home(client),
            client.getClientId());
    session
        .getProvider(EmailTemplateProvider.class)
        .setAttribute(Constants.TEMPLATE_ATTR_REQUIRED_ACTIONS, actions)
        .setAttribute(Constants.IGNORE_ACCEPT_LANGUAGE_HEADER, true)
        .setRealm(realm)
        .setUser(user)
        .sendExecuteActions(address(token), TimeUnit.SECONDS.toMinutes(lifespan));
  }

  private String address(ExecuteActionsActionToken token) {
    UriInfo uri = session.getContext().getUri();
    return LoginActionsService.actionTokenProcessor(uri)
        .queryParam("key", token.serialize(session, realm, uri))
        .build(realm.getName())
        .toString();
  }

  /** Where the user goes on afterwards; null if the client has no such place. */
  private @Nullable String home(ClientModel client) {
    String home =
        ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl());
    return home == null ? null : RedirectUtils.verifyRedirectUri(session, home, client);
  }

  /** Whose link it is: the account console's, to which it leads back. */
  private ClientModel client() {
    ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    return account != null && account.isEnabled()
        ? account
        : SystemClientUtil.getSystemClient(realm);
  }
}
