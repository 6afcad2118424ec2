package io.authservice.keycloak.token;

import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;

/** The realm's client that stands for the API. */
public final class RealmApiClient {

  private final KeycloakContext context;
  private final String clientId;

  public RealmApiClient(KeycloakSession session, String clientId) {
    this.context = session.getContext();
    this.clientId = clientId;
  }

  /**
   * Makes it the client that the rest of the request is for.
   *
   * @return empty if the realm has no such client, or has disabled it; the context is as it was
   */
  public Optional<ClientModel> enter() {
    Optional<ClientModel> client = enabled();
    client.ifPresent(context::setClient);
    return client;
  }

  /** Empty if the realm has no such client, or has disabled it. */
  public Optional<ClientModel> enabled() {
    return Optional.ofNullable(context.getRealm().getClientByClientId(clientId))
        .filter(ClientModel::isEnabled);
  }
}
