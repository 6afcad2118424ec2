package io.authservice.keycloak.startup;

import static io.authservice.keycloak.logging.SetupLog.LOG;

import java.util.Map;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Sees to the first superuser at every start of every node, once the database is migrated and
 * realms are imported.
 */
final class FirstSuperuserSetup implements ProviderEventListener {

  private final String realmName;
  private final Map<String, String> environment;

  public FirstSuperuserSetup(String realmName, Map<String, String> environment) {
    this.realmName = realmName;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof PostMigrationEvent migrated) {
      FirstSuperuser.from(environment)
          .ifPresent(superuser -> create(migrated.getFactory(), superuser));
    }
  }

  /** A server without its first superuser is of more use than none. */
  private void create(KeycloakSessionFactory factory, FirstSuperuser superuser) {
    try {
      KeycloakModelUtils.runJobInTransaction(
          factory,
          session -> new SuperuserCreation(session, realmName).createUnlessThere(superuser));
    } catch (RuntimeException failure) {
      LOG.superuserFailed(failure);
    }
  }
}
