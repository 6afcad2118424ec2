package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.group.AccountGroups;
import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.group.Assignments;
import io.authservice.keycloak.account.group.GroupChange;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.group.GroupSummary;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.storage.settings.EditMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Django's groups and what users are given, for administrators. Only superusers and realm
 * administrators change them: who could give a permission could give it to itself.
 *
 * <p>What is written shows at once: every node forgets the users it concerns when the transaction
 * commits. Beside what {@link AccountGroups} throws, each method throws {@link
 * org.keycloak.storage.StorageUnavailableException} when the database does not answer, and those
 * that write {@link io.authservice.keycloak.authority.NotPermittedException} and {@link
 * org.keycloak.storage.ReadOnlyException}.
 */
public final class RealmGroups {

  private final AccountGroups groups;
  private final EditMode editMode;
  private final Authority authority;
  private final CachedUsers cache;
  private final String componentId;
  private final StorageFailures availability;

  public RealmGroups(
      AccountGroups groups,
      EditMode editMode,
      Authority authority,
      CachedUsers cache,
      String componentId,
      StorageFailures availability) {
    this.groups = groups;
    this.editMode = editMode;
    this.authority = authority;
    this.cache = cache;
    this.componentId = componentId;
    this.availability = availability;
  }

  /** Whether the settings let anything be written. */
  public boolean isWritable() {
    return editMode.isWritable();
  }

  /** Whether the bearer of this request is one who may change groups and grants. */
  public boolean mayBeChangedByBearer() {
    return authority.administersRealm();
  }

  /**
   * Every group in order of name.
   *
   * @param counted whether to count permissions and members, which looks at every member
   */
  public List<GroupSummary> list(boolean counted) {
    return availability.checked(() -> groups.list(counted));
  }

  public Optional<GroupRow> byId(long id) {
    return availability.checked(() -> groups.byId(id));
  }

  /** Adds a group; see {@link AccountGroups#add}. */
  public GroupRow add(String name, Set<Long> permissionIds) {
    requireMayChange();
    return availability.checked(() -> groups.add(name, permissionIds));
  }

  /** Changes a group; see {@link AccountGroups#change(long, GroupChange)}. */
  public Optional<GroupRow> change(long id, GroupChange change) {
    requireMayChange();
    Optional<GroupRow> changed = availability.checked(() -> groups.change(id, change));
    if (changed.isPresent() && change.name().isPresent()) {
      cache.forgetAll();
    }
    return changed;
  }

  /** Removes a group; see {@link AccountGroups#remove}. */
  public boolean remove(long id) {
    requireMayChange();
    boolean removed = availability.checked(() -> groups.remove(id));
    if (removed) {
      cache.forgetAll();
    }
    return removed;
  }

  /** What an account was given. */
  public Assignments grants(UserId accountId) {
    return availability.checked(() -> groups.grants(accountId));
  }

  /** Gives and takes; see {@link AccountGroups#change(long, AssignmentChange)}. */
  public boolean change(UserId accountId, AssignmentChange change) {
    requireMayChange();
    boolean changed = availability.checked(() -> groups.change(accountId, change));
    if (changed) {
      cache.forget(KeycloakUserIds.keycloakId(componentId, accountId));
    }
    return changed;
  }

  private void requireMayChange() {
    authority.requireMayGrant();
    editMode.requireWritable();
  }
}
