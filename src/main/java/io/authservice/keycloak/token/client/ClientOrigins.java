package io.authservice.keycloak.token.client;

import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.WebOriginsUtils;

/** The web origins of the realm's clients, for CORS. */
public final class ClientOrigins {

  private static final String ANY = "*";

  private final KeycloakSession session;

  public ClientOrigins(KeycloakSession session) {
    this.session = session;
  }

  /** Whether the origin is one of the client that this request authenticated as, if any. */
  public boolean isOfCaller(String origin) {
    ClientModel caller = session.getContext().getClient();
    return caller != null && isOf(caller, origin);
  }

  /** Whether the origin is one of any client that is enabled. */
  public boolean isOfSomeClient(String origin) {
    return session
        .getContext()
        .getRealm()
        .getClientsStream()
        .filter(ClientModel::isEnabled)
        .anyMatch(client -> isOf(client, origin));
  }

  private boolean isOf(ClientModel client, String origin) {
    Set<String> origins = WebOriginsUtils.resolveValidWebOrigins(session, client);
    return origins.contains(origin) || origins.contains(ANY);
  }
}
