package io.authservice.keycloak.rest;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.Permission;
import io.authservice.keycloak.wire.ManagedUser;
import io.authservice.keycloak.wire.PermissionRecord;
import io.authservice.keycloak.wire.UserRecord;
import java.time.Instant;

/** The one door from accounts to the wire. */
final class Records {

  private Records() {}

  static UserRecord user(Account account) {
    return new UserRecord(
        account.id(),
        account.username(),
        account.email(),
        account.firstName(),
        account.lastName(),
        account.active(),
        account.staff());
  }

  static ManagedUser managed(Account account, String keycloakId) {
    Instant lastLogin = account.lastLogin();
    return new ManagedUser(
        account.id(),
        keycloakId,
        account.username(),
        account.email(),
        account.firstName(),
        account.lastName(),
        account.active(),
        account.staff(),
        account.superuser(),
        lastLogin == null ? null : lastLogin.toString(),
        account.dateJoined().toString());
  }

  static PermissionRecord permission(Permission permission) {
    return new PermissionRecord(
        permission.id(), permission.codename(), permission.name(), permission.appLabel());
  }
}
