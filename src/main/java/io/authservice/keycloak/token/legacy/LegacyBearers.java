package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.authority.Bearer;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;

/** Has a session act for whom a token of the old service stands. */
final class LegacyBearers {

  private final KeycloakSession session;

  LegacyBearers(KeycloakSession session) {
    this.session = session;
  }

  /**
   * As Keycloak does for tokens of its own: the guard of superusers asks the context who acts.
   *
   * @param client made the session's
   */
  Bearer enter(UserModel user, ClientModel client, Optional<Set<String>> scopes) {
    KeycloakContext context = session.getContext();
    RealmModel realm = context.getRealm();
    AccessToken token = new AccessToken();
    token.subject(user.getId());
    token.issuedFor(client.getClientId());
    token.issuer(Urls.realmIssuer(context.getUri().getBaseUri(), realm.getName()));
    context.setClient(client);
    context.setBearerToken(token);
    return new Bearer(user, client, scopes);
  }
}
