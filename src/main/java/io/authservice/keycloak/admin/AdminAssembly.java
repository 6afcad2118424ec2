package io.authservice.keycloak.admin;

import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.json.JsonWriter;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** What answers one request to our part of the Admin API, put together. */
final class AdminAssembly {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final ImportSettings importSettings;
  private final Meters meters;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final AdminEvents events;
  private final RealmAccounts storages;

  AdminAssembly(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator permissions,
      AdminEventBuilder events,
      ImportSettings importSettings,
      JsonWriter json,
      Meters meters) {
    this.session = session;
    this.realm = realm;
    this.importSettings = importSettings;
    this.meters = meters;
    this.exchange = new AdminRequest(session, json);
    this.access = new AdminAccess(realm, permissions, new Authority(session, realm));
    this.events = new AdminEvents(events);
    this.storages = new RealmAccounts(session, realm);
  }

  AdminRequest exchange() {
    return exchange;
  }

  AdminAccess access() {
    return access;
  }

  AdminEvents events() {
    return events;
  }

  RealmAccounts storages() {
    return storages;
  }

  ImportResource imports() {
    return new ImportResource(session, realm, access, importSettings, exchange, meters);
  }

  UsersResource users() {
    return new UsersResource(exchange, access, storages, this::administration, events);
  }

  GroupsResource groups() {
    return new GroupsResource(exchange, access, this::administration, events);
  }

  /**
   * The groups of the realm.
   *
   * @throws ApiException 404 if the realm keeps its users elsewhere
   */
  RealmGroups administration() {
    return storages.groups().orElseThrow(ApiException::notFound);
  }
}
