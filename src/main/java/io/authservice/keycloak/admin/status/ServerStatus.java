package io.authservice.keycloak.admin.status;

import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.setup.RealmSetup;
import io.authservice.keycloak.storage.RealmDatabases;
import io.authservice.keycloak.token.legacy.OldTokenWatch;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resource.RealmResourceProvider;

/** How the extension fares in a realm, on the node that is asked. */
public final class ServerStatus {

  /** What is told of an import; the whole of it is for those who may import. */
  private static final Set<String> OF_AN_IMPORT =
      Set.of("id", "state", "started", "finished", "failure", "users");

  private static final int IMPORTS = 5;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final StatusSettings settings;
  private final Supplier<List<Map<String, Object>>> imports;

  public ServerStatus(
      KeycloakSession session,
      RealmModel realm,
      AdminRequest exchange,
      AdminAccess access,
      StatusSettings settings,
      Supplier<List<Map<String, Object>>> imports) {
    this.session = session;
    this.realm = realm;
    this.exchange = exchange;
    this.access = access;
    this.settings = settings;
    this.imports = imports;
  }

  /** The status. Of a bridged database it is told what is known, and nobody waits for it. */
  public Response answer() {
    return exchange.answered(
        () -> {
          access.requireMayViewRealm();
          exchange.requireOnly();
          return exchange.response(200, status());
        });
  }

  private StatusRecord status() {
    RealmDatabases databases = new RealmDatabases(session, realm);
    return new StatusRecord(
        databases.version(),
        Version.VERSION,
        StatusRecord.Setup.of(
            realm.getName(), new RealmSetup(session, realm, settings.apiClient()).missing()),
        databases.all().stream()
            .map(
                database ->
                    new StatusRecord.Database(
                        database.component(),
                        database.bridged(),
                        database.answers().orElse(null),
                        database.missingIndexes()))
            .toList(),
        oldTokens(),
        imports.get().stream().limit(IMPORTS).map(ServerStatus::shortened).toList(),
        settings.limits());
  }

  private List<StatusRecord.OldToken> oldTokens() {
    return session
        .getKeycloakSessionFactory()
        .getProviderFactoriesStream(RealmResourceProvider.class)
        .filter(OldTokenWatch.class::isInstance)
        .flatMap(watch -> ((OldTokenWatch) watch).oldTokens().stream())
        .map(StatusRecord.OldToken::of)
        .toList();
  }

  private static Map<String, Object> shortened(Map<String, Object> report) {
    Map<String, Object> told = new LinkedHashMap<>(report);
    told.keySet().retainAll(OF_AN_IMPORT);
    return told;
  }
}
