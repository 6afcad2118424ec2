package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.group.Permission;
import io.authservice.keycloak.admin.ManagedUser;
import java.time.Instant;

/** The one door from accounts to the wire. */
public final class Records {

  private Records() {}

  public static UserRecord user(Account account) {
    return new UserRecord(
        account.id(),
        account.username(),
        account.email(),
        account.firstName(),
        account.lastName(),
        account.active(),
        account.staff());
  }

  public static ManagedUser managed(Account account, String keycloakId) {
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

  public static PermissionRecord permission(Permission permission) {
    return new PermissionRecord(
        permission.id(), permission.codename(), permission.name(), permission.appLabel());
  }
}
