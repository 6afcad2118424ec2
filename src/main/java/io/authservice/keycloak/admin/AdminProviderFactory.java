package io.authservice.keycloak.admin;

import io.authservice.keycloak.admin.exchange.CallTraces;
import io.authservice.keycloak.admin.status.StatusSettings;
import io.authservice.keycloak.authority.adminapi.AdminCalls;
import io.authservice.keycloak.http.limit.ListReaders;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.options.CheckedOptions;
import io.authservice.keycloak.options.OptionReader;
import io.authservice.keycloak.tracing.Traces;
import io.authservice.keycloak.wire.json.JsonWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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
public final class AdminProviderFactory implements AdminRealmResourceProviderFactory, OptionReader {

  private static final String ID = "auth-service";

  /** Files and looks beforehand that are answered at once; each keeps a thread and a connection. */
  private static final int EXPORTS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JsonWriter json = new JsonWriter();
  private final ListReaders longLists = ListReaders.of(EXPORTS, PATIENCE);
  private @Nullable CheckedOptions read;
  private @Nullable ImportSettings settings;
  private @Nullable StatusSettings statusSettings;
  private Meters meters = Meters.none();
  private final AdminCalls calls = AdminCalls.list();
  private Traces traces = Traces.none();

  @Override
  public void init(Config.Scope given) {
    read = new CheckedOptions("admin-realm-restapi-extension", ID, given);
    Config.Scope options = read;
    settings = ImportSettings.of(options);
    statusSettings = StatusSettings.of(Config.scope("realm-restapi-extension", "auth-service"));
    meters = Meters.of(options);
    traces = Traces.of(options);
  }

  @Override
  public AdminRealmResourceProvider create(KeycloakSession session) {
    return new AdminProvider(
        Objects.requireNonNull(settings, "init comes first"),
        Objects.requireNonNull(statusSettings, "init comes first"),
        json,
        longLists,
        meters,
        traces,
        new CallTraces(traces, calls));
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {
    longLists.close();
  }

  @Override
  public Optional<CheckedOptions> readOptions() {
    return Optional.ofNullable(read);
  }

  @Override
  public String getId() {
    return ID;
  }

  private record AdminProvider(
      ImportSettings settings,
      StatusSettings statusSettings,
      JsonWriter json,
      ListReaders longLists,
      Meters meters,
      Traces traces,
      CallTraces callTraces)
      implements AdminRealmResourceProvider {

    @Override
    public Object getResource(
        KeycloakSession session,
        RealmModel realm,
        AdminPermissionEvaluator permissions,
        AdminEventBuilder events) {
      return new AdminResource(
          new AdminAssembly(
              session,
              realm,
              permissions,
              events,
              settings,
              statusSettings,
              json,
              longLists,
              meters,
              traces,
              callTraces));
    }

    @Override
    public void close() {}
  }
}
