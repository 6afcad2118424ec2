package io.authservice.keycloak.authority;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.Token;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The bearer of a request, who acts in the further sessions that the request opens: for work of
 * which some is kept and some is not. It may do there what it may do at that moment, and no more.
 */
public final class CarriedBearer {

  private static final String KEY = "auth-service.carried-bearer";

  private final Token token;
  private final String realmId;
  private final Optional<String> userId;
  private final Optional<String> clientId;

  private CarriedBearer(Token token, String realmId, Acting.Bearer bearer) {
    this.token = token;
    this.realmId = realmId;
    this.userId = bearer.user().map(UserModel::getId);
    this.clientId = bearer.client().map(ClientModel::getId);
  }

  /**
   * The bearer of the session's request.
   *
   * @throws IllegalStateException if the request has none
   */
  public static CarriedBearer of(KeycloakSession session) {
    if (!(Acting.in(session) instanceof Acting.Bearer bearer)) {
      throw new IllegalStateException("Nobody has shown a token");
    }
    KeycloakContext context = session.getContext();
    // Who administers from the master realm is of that realm, as its client is.
    RealmModel realm = bearer.client().map(ClientModel::getRealm).orElseGet(context::getRealm);
    return new CarriedBearer(context.getBearerToken(), realm.getId(), bearer);
  }

  /** Makes it the one who acts in a session of its request, to which it is not known yet. */
  public void actIn(KeycloakSession session) {
    RealmModel realm = session.realms().getRealm(realmId);
    Optional<UserModel> user = userId.flatMap(id -> user(session, realm, id));
    Optional<ClientModel> client = clientId.flatMap(id -> client(session, realm, id));
    KeycloakContext context = session.getContext();
    context.setBearerToken(token);
    client.ifPresent(context::setClient);
    session.setAttribute(KEY, new Acting.Bearer(user, client));
  }

  private static Optional<UserModel> user(
      KeycloakSession session, @Nullable RealmModel realm, String id) {
    return Optional.ofNullable(realm).map(known -> session.users().getUserById(known, id));
  }

  private static Optional<ClientModel> client(
      KeycloakSession session, @Nullable RealmModel realm, String id) {
    return Optional.ofNullable(realm).map(known -> session.clients().getClientById(known, id));
  }

  /** Whom a session was told of; empty for one that has a request of its own. */
  static Optional<Acting.Bearer> in(KeycloakSession session) {
    return session.getAttribute(KEY) instanceof Acting.Bearer carried
        ? Optional.of(carried)
        : Optional.empty();
  }
}
