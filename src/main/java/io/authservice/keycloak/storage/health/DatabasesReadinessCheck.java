package io.authservice.keycloak.storage.health;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/**
 * Tells at {@code /health/ready} whether each bridged database answers. One that does not is told
 * of and no more, unless the option {@code readiness-realms} names its realm: the node still serves
 * all others.
 */
@Readiness
@Singleton
public final class DatabasesReadinessCheck implements HealthCheck {

  private static final String NAME = "Auth service databases";

  private final AtomicReference<WatchedDatabases> watched = new AtomicReference<>();

  /** Made by the server, which finds it by its annotations. */
  public DatabasesReadinessCheck() {}

  /** Has the server tell of these as soon as it has started, if its health is asked for at all. */
  public static void of(WatchedDatabases databases, KeycloakSessionFactory factory) {
    factory.register(
        event -> {
          if (event instanceof PostMigrationEvent) {
            CDI.current()
                .select(DatabasesReadinessCheck.class, Readiness.Literal.INSTANCE)
                .forEach(check -> check.watched.set(databases));
          }
        });
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME);
    WatchedDatabases storage = watched.get();
    if (storage == null) {
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
