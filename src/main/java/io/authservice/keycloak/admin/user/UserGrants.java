package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.group.Assignments;
import io.authservice.keycloak.account.group.UnknownReferenceException;
import io.authservice.keycloak.account.group.UnknownReferenceException.Kind;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.PermissionNames;
import io.authservice.keycloak.api.users.UserDifference;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.IdsField;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a user is given, groups and permissions of its own, and the change of it by names. */
final class UserGrants {

  private final RealmGroups groups;
  private final AccountReader reads;

  UserGrants(RealmGroups groups, AccountReader reads) {
    this.groups = groups;
    this.reads = reads;
  }

  Assignments of(UserId id) {
    return groups.grants(id);
  }

  /**
   * Gives and takes. What is sent as it is already is nobody's change, and so asks for no
   * authority.
   *
   * @param told what else has become of the user
   * @return the same and what has changed here
   * @throws ApiException 400 for what does not exist, 403, 404
   */
  UserDifference change(UserDifference told, AssignmentChange sent) {
    UserId id = told.id();
    Assignments before = groups.grants(id);
    AssignmentChange change =
        new AssignmentChange(
            sent.groupIds().filter(ids -> !ids.equals(before.groupIds())),
            sent.permissionIds().filter(ids -> !ids.equals(before.permissionIds())));
    if (change.equals(AssignmentChange.NONE)) {
      return told;
    }
    List<String> groupsBefore = reads.groups(id);
    give(id, change);
    UserDifference all = told;
    if (change.groupIds().isPresent()) {
      all = all.with(AssignmentForm.GROUPS, groupsBefore, reads.groups(id));
    }
    Optional<Set<Long>> permissions = change.permissionIds();
    if (permissions.isPresent()) {
      PermissionNames names = PermissionNames.of(reads);
      all =
          all.with(
              AssignmentForm.PERMISSIONS,
              names.of(before.permissionIds()),
              names.of(permissions.get()));
    }
    return all;
  }

  private void give(UserId id, AssignmentChange change) {
    try {
      if (!groups.change(id, change)) {
        throw ApiException.noUserMatches();
      }
    } catch (UnknownReferenceException unknown) {
      String field =
          unknown.kind() == Kind.GROUP ? AssignmentForm.GROUPS : AssignmentForm.PERMISSIONS;
      throw ApiException.validation(IdsField.unknown(field, unknown.ids()));
    }
  }
}
