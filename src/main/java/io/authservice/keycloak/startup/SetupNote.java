package io.authservice.keycloak.startup;

import io.authservice.keycloak.setup.MissingParts;
import io.authservice.keycloak.setup.RealmSetup;
import org.jboss.logging.Logger;
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

  private static final Logger LOG = Logger.getLogger(SetupNote.class);

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
      LOG.warnf("There is no realm %s, which the server's root is to serve", realmName);
      return;
    }
    session.getContext().setRealm(realm);
    MissingParts missing = new RealmSetup(session, realm, apiClient).missing();
    if (missing.keepsTheApiFromServing()) {
      LOG.warnf("The realm %s is not set up for the API. It lacks: %s", realmName, missing);
    } else if (!missing.isEmpty()) {
      LOG.infof("The realm %s lacks some of what the template has: %s", realmName, missing);
    }
  }
}
