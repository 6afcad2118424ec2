package io.authservice.keycloak.admin;

import io.authservice.keycloak.admin.bulk.BulkActions;
import io.authservice.keycloak.admin.bulk.LockedUsers;
import io.authservice.keycloak.admin.bulk.UserExport;
import io.authservice.keycloak.admin.bulk.UserSummary;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.CallTraces;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.group.GroupChanges;
import io.authservice.keycloak.admin.group.GroupsResource;
import io.authservice.keycloak.admin.history.History;
import io.authservice.keycloak.admin.security.PasswordPolicyResource;
import io.authservice.keycloak.admin.security.UserSecurity;
import io.authservice.keycloak.admin.status.ServerStatus;
import io.authservice.keycloak.admin.status.SetupCall;
import io.authservice.keycloak.admin.status.StatusSettings;
import io.authservice.keycloak.admin.user.UserPages;
import io.authservice.keycloak.admin.user.UserResources;
import io.authservice.keycloak.admin.user.UsersResource;
import io.authservice.keycloak.api.users.RealmPasswordPolicy;
import io.authservice.keycloak.api.users.UserWrites;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.http.limit.ListReaders;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.storage.settings.UserModelLook;
import io.authservice.keycloak.token.session.UserRemoval;
import io.authservice.keycloak.tracing.Traces;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.json.JsonWriter;
import java.util.Locale;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** What answers one request to our part of the Admin API, put together. */
final class AdminAssembly {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final ImportSettings importSettings;
  private final StatusSettings statusSettings;
  private final ListReaders longLists;
  private final Meters meters;
  private final Traces traces;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final AdminEvents events;
  private final RealmAccounts storages;
  private final TargetUsers targets;

  AdminAssembly(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator permissions,
      AdminEventBuilder events,
      ImportSettings importSettings,
      StatusSettings statusSettings,
      JsonWriter json,
      ListReaders longLists,
      Meters meters,
      Traces traces,
      CallTraces callTraces) {
    this.session = session;
    this.realm = realm;
    this.importSettings = importSettings;
    this.statusSettings = statusSettings;
    this.longLists = longLists;
    this.meters = meters;
    this.traces = traces;
    this.exchange = new AdminRequest(session, realm, json, callTraces);
    this.storages = new RealmAccounts(session, realm);
    this.access = new AdminAccess(realm, permissions, new Authority(session, realm), this.storages);
    this.events = new AdminEvents(events);
    this.targets = new TargetUsers(access, storages);
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
    return new ImportResource(session, realm, access, dump(), exchange, meters, traces);
  }

  ServerStatus status() {
    return new ServerStatus(
        session, realm, exchange, access, statusSettings, () -> imports().latest());
  }

  SetupCall setup() {
    return new SetupCall(session, realm, exchange, access, events, statusSettings.apiClient());
  }

  UsersResource users() {
    return new UserResources(session, realm, exchange, access, targets, events)
        .users(pages(), locked(), writes(), security());
  }

  GroupsResource groups() {
    return new GroupsResource(
        exchange, access, targets, new GroupChanges(exchange, targets, events), pages());
  }

  PasswordPolicyResource passwordPolicy() {
    return security().policy(access);
  }

  UserModelResource userModel() {
    return new UserModelResource(exchange, access, new UserModelLook(session, realm));
  }

  AssessmentResource assessment() {
    return new AssessmentResource(
        session, exchange, access, storages, new UserModelLook(session, realm), dump(), longLists);
  }

  private SentDump dump() {
    return new SentDump(exchange, importSettings);
  }

  private UserSecurity security() {
    return new UserSecurity(session, realm, exchange, targets, events, writes(), locale());
  }

  private LockedUsers locked() {
    return new LockedUsers(session, realm, storages);
  }

  private UserPages pages() {
    return new UserPages(exchange, storages);
  }

  private UserWrites writes() {
    return new UserWrites(
        session, storages, new RealmPasswordPolicy(session, locale()), new UserRemoval(session));
  }

  /** Of whoever reads the answer, as their browser says it and the realm offers it. */
  private Locale locale() {
    return session.getContext().resolveLocale(null);
  }

  /**
   * The groups of the realm.
   *
   * @throws ApiException 404 if the realm keeps its users elsewhere
   */
  RealmGroups administration() {
    return storages.groups().orElseThrow(ApiException::notFound);
  }

  History history() {
    return new History(session, realm, exchange, access, storages);
  }

  UserExport export() {
    return new UserExport(session, exchange, access, storages, events, locked(), longLists);
  }

  UserSummary summary() {
    return new UserSummary(exchange, access, storages, locked());
  }

  BulkActions bulk() {
    return new BulkActions(session, exchange, access, storages, events, locked());
  }
}
