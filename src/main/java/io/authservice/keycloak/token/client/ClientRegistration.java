package io.authservice.keycloak.token.client;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.managers.ClientManager;
import org.keycloak.services.managers.RealmManager;
import org.keycloak.validation.ValidationUtil;

/** Makes clients as Keycloak's Admin API does. */
public final class ClientRegistration {

  private final KeycloakSession session;
  private final RealmModel realm;

  public ClientRegistration(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** Whether the realm has a client of this id. */
  public boolean exists(String clientId) {
    return realm.getClientByClientId(clientId) != null;
  }

  /**
   * Makes a client.
   *
   * @throws RefusedException if Keycloak would refuse it in the admin console as well; roll back
   */
  public void create(ClientRepresentation described) {
    ClientModel client = ClientManager.createClient(session, realm, described);
    if (Boolean.TRUE.equals(described.isServiceAccountsEnabled())) {
      new ClientManager(new RealmManager(session)).enableServiceAccount(client);
    }
    ValidationUtil.validateClient(
        session,
        client,
        true,
        result -> {
          throw new RefusedException(result.getAllErrorsAsString());
        });
  }

  /** A client that breaks Keycloak's rules. */
  public static final class RefusedException extends RuntimeException {

    private RefusedException(String reasons) {
      super(reasons);
    }
  }
}
