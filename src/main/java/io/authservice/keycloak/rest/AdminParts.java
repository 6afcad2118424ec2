package io.authservice.keycloak.rest;

import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.storage.AccountStorages;
import io.authservice.keycloak.storage.GroupAdministration;
import io.authservice.keycloak.wire.ApiException;
import io.authservice.keycloak.wire.JsonWriter;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** What answers one request to our part of the Admin API, put together. */
final class AdminParts {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final ImportSettings importSettings;
  private final Meters meters;
  private final AdminExchange exchange;
  private final AdminAccess access;
  private final AdminEvents events;
  private final AccountStorages storages;

  AdminParts(
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
    this.exchange = new AdminExchange(session, json);
    this.access = new AdminAccess(realm, permissions, new Authority(session, realm));
    this.events = new AdminEvents(events);
    this.storages = new AccountStorages(session, realm);
  }

  AdminExchange exchange() {
    return exchange;
  }

  AdminAccess access() {
    return access;
  }

  AccountStorages storages() {
    return storages;
  }

  ImportResource imports() {
    return new ImportResource(session, realm, access, importSettings, exchange, meters);
  }

  ManagedUsersResource users() {
    return new ManagedUsersResource(exchange, access, storages, this::administration, events);
  }

  GroupsResource groups() {
    return new GroupsResource(exchange, access, this::administration, events);
  }

  /**
   * The groups of the realm.
   *
   * @throws ApiException 404 if the realm keeps its users elsewhere
   */
  GroupAdministration administration() {
    return storages.groups().orElseThrow(ApiException::notFound);
  }
}
