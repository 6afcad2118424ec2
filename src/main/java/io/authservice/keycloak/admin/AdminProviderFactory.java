package io.authservice.keycloak.admin;

import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.wire.json.JsonWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Puts what administrators need into Keycloak's Admin API, at {@code
 * /admin/realms/<realm>/auth-service/}.
 */
public final class AdminProviderFactory implements AdminRealmResourceProviderFactory {

  private static final String ID = "auth-service";

  private final JsonWriter json = new JsonWriter();
  private @Nullable ImportSettings settings;
  private Meters meters = Meters.none();

  @Override
  public void init(Config.Scope options) {
    settings = ImportSettings.of(options);
    meters = Meters.of(options);
  }

  @Override
  public AdminRealmResourceProvider create(KeycloakSession session) {
    return new AdminProvider(Objects.requireNonNull(settings, "init comes first"), json, meters);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return ID;
  }

  private record AdminProvider(ImportSettings settings, JsonWriter json, Meters meters)
      implements AdminRealmResourceProvider {

    @Override
    public Object getResource(
        KeycloakSession session,
        RealmModel realm,
        AdminPermissionEvaluator permissions,
        AdminEventBuilder events) {
      return new AdminResource(
          new AdminAssembly(session, realm, permissions, events, settings, json, meters));
    }

    @Override
    public void close() {}
  }
}
