package io.authservice.keycloak.storage.health;

import io.authservice.keycloak.storage.settings.StorageComponents;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.keycloak.quarkus.runtime.integration.QuarkusKeycloakSessionFactory;
import org.keycloak.storage.UserStorageProvider;

/**
 * Tells at {@code /health/ready} whether each bridged database answers. One that does not is told
 * of and no more, unless the option {@code readiness-realms} names its realm: the node still serves
 * all others.
 */
@Readiness
@Singleton
public final class DatabasesReadinessCheck implements HealthCheck {

  private static final String NAME = "Auth service databases";

  private final QuarkusKeycloakSessionFactory factory;

  /** Made by the server. */
  @Inject
  public DatabasesReadinessCheck(QuarkusKeycloakSessionFactory factory) {
    this.factory = factory;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME);
    if (!factory.isBootstrapCompleted()
        || !(factory.getProviderFactory(UserStorageProvider.class, StorageComponents.PROVIDER_ID)
            instanceof WatchedDatabases storage)) {
      return response.up().build();
    }
    boolean ready = true;
    for (DatabaseState database : storage.databases().states()) {
      String name = database.realm() + "/" + database.component();
      response.withData(name, database.answers() ? "UP" : "DOWN");
      if (!database.missingIndexes().isEmpty()) {
        response.withData(
            name + " indexes", "missing: " + String.join(", ", database.missingIndexes()));
      }
      ready &= database.answers() || !storage.realmsOfReadiness().contains(database.realm());
    }
    return response.status(ready).build();
  }
}
