package io.authservice.keycloak.setup;

import static io.authservice.keycloak.logging.SetupLog.LOG;

import io.authservice.keycloak.logging.ToldOnce;
import io.authservice.keycloak.wire.error.ApiException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Where requests to realms end that cannot serve the API. Who asks is told so, and the operator is
 * told what is missing, of each realm once.
 */
public final class SetupGate {

  private final String apiClient;
  private final ToldOnce told = new ToldOnce();

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
      if (told.isNews(realm.getId())) {
        LOG.askedInVain(realm.getName(), setup.missing());
      }
      throw ApiException.notSetUp();
    }
  }
}
