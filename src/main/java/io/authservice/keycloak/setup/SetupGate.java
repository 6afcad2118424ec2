package io.authservice.keycloak.setup;

import io.authservice.keycloak.wire.error.ApiException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Where requests to realms end that cannot serve the API. Who asks is told so, and the operator is
 * told what is missing, of each realm once.
 */
public final class SetupGate {

  /** So that no number of realms fills the log or the heap. */
  private static final int MOST_TOLD_OF = 1000;

  private static final Logger LOG = Logger.getLogger(SetupGate.class);

  private final String apiClient;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * The gate of a server.
   *
   * @param apiClient the client that stands for the API
   */
  public SetupGate(String apiClient) {
    this.apiClient = apiClient;
  }

  /**
   * Refuses requests to a realm that lacks what the API cannot do without.
   *
   * @throws ApiException 503: nothing is wrong with the request, and once the realm is set up the
   *     same request is answered
   */
  public void require(KeycloakSession session) {
    RealmModel realm = session.getContext().getRealm();
    RealmSetup setup = new RealmSetup(session, realm, apiClient);
    if (!setup.canServe()) {
      if (told.size() < MOST_TOLD_OF && told.add(realm.getId())) {
        LOG.warnf(
            "The realm %s was asked for the API, but is not set up for it. It lacks: %s",
            realm.getName(), setup.missing());
      }
      throw ApiException.notSetUp();
    }
  }
}
