package io.authservice.keycloak.token.client;

import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.utils.WebOriginsUtils;

/** The origins whose scripts may read answers: those configured, and the clients' web origins. */
public final class ClientOrigins {

  private static final String ANY = "*";

  private final KeycloakSession session;
  private final Set<String> configured;
  private final String apiClientId;

  /**
   * The origins of a session's realm.
   *
   * @param configured allowed whoever calls
   * @param apiClientId the client whose web origins are allowed whoever calls
   */
  public ClientOrigins(KeycloakSession session, Set<String> configured, String apiClientId) {
    this.session = session;
    this.configured = Set.copyOf(configured);
    this.apiClientId = apiClientId;
  }

  /** Whether scripts of the origin may read the answer to this request. */
  public boolean isAllowed(String origin) {
    if (configured.contains(origin) || isOfCaller(origin)) {
      return true;
    }
    ClientModel api = session.getContext().getRealm().getClientByClientId(apiClientId);
    return api != null && api.getWebOrigins().contains(origin);
  }

  /** Whether the origin is one of the client that this request authenticated as, if any. */
  private boolean isOfCaller(String origin) {
    ClientModel caller = session.getContext().getClient();
    return caller != null && isOf(session, caller, origin);
  }

  /**
   * Whether the origin is one of any client that is enabled. Asked in a transaction of its own:
   * that of the request may be over by the time its answer is known.
   */
  public boolean isOfSomeClient(String origin) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(),
        session.getContext(),
        own ->
            own.getContext()
                .getRealm()
                .getClientsStream()
                .filter(ClientModel::isEnabled)
                .anyMatch(client -> isOf(own, client, origin)),
        "origins of clients");
  }

  private static boolean isOf(KeycloakSession session, ClientModel client, String origin) {
    Set<String> origins = WebOriginsUtils.resolveValidWebOrigins(session, client);
    return origins.contains(origin) || origins.contains(ANY);
  }
}
