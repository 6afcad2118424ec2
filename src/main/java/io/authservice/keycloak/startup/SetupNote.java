package io.authservice.keycloak.startup;

import static io.authservice.keycloak.logging.SetupLog.LOG;

import io.authservice.keycloak.setup.MissingParts;
import io.authservice.keycloak.setup.RealmSetup;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Tells the operator at every start what the realm at the server's root lacks, once realms are
 * imported.
 */
final class SetupNote implements ProviderEventListener {

  private final String realmName;
  private final String apiClient;

  SetupNote(String realmName, String apiClient) {
    this.realmName = realmName;
    this.apiClient = apiClient;
  }

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof PostMigrationEvent migrated) {
      KeycloakModelUtils.runJobInTransaction(migrated.getFactory(), this::tell);
    }
  }

  private void tell(KeycloakSession session) {
    RealmModel realm = session.realms().getRealmByName(realmName);
    if (realm == null) {
      LOG.noRealmAtTheRoot(realmName);
      return;
    }
    session.getContext().setRealm(realm);
    MissingParts missing = new RealmSetup(session, realm, apiClient).missing();
    if (missing.keepsTheApiFromServing()) {
      LOG.notSetUp(realmName, missing);
    } else if (!missing.isEmpty()) {
      LOG.lacksSome(realmName, missing);
    }
  }
}
