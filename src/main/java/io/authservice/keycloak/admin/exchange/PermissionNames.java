package io.authservice.keycloak.admin.exchange;

import io.authservice.keycloak.account.group.Permission;
import io.authservice.keycloak.storage.provider.AccountReader;
import java.util.List;
import java.util.Set;

/** What permissions are called, for events that outlast their ids. */
public final class PermissionNames {

  private final List<Permission> all;

  private PermissionNames(List<Permission> all) {
    this.all = all;
  }

  /** Those that there are at this moment, read in one statement. */
  public static PermissionNames of(AccountReader reads) {
    return new PermissionNames(reads.allPermissions());
  }

  /** Their names as Django's {@code has_perm} is asked, in alphabetical order. */
  public List<String> of(Set<Long> ids) {
    return all.stream()
        .filter(permission -> ids.contains(permission.id()))
        .map(Permission::qualifiedName)
        .sorted()
        .toList();
  }
}
