package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.adapter.AbstractUserAdapterFederatedStorage;

/**
 * An account as Keycloak sees a user. What is a column is read from the row and written to it; all
 * else (other attributes, required actions, roles, groups, consents) lives in Keycloak's federated
 * storage.
 */
final class AccountUser extends AbstractUserAdapterFederatedStorage {

  /**
   * Session attribute by which a caller says that it names users to the letter. Keycloak's own
   * doors lower-case every name they write, and must not lower-case the names of existing users.
   */
  static final String EXACT_USERNAMES = "auth-service.exact-usernames";

  private final AccountEntry entry;
  private final PrivilegeGuard guard;
  private final GroupNames djangoGroups;
  private final EditMode editMode;
  private boolean created;
  private @Nullable MultivaluedHashMap<String, String> federated;
  private @Nullable FederatedPage page;

  AccountUser(
      KeycloakSession session,
      RealmModel realm,
      ComponentModel component,
      AccountEntry entry,
      PrivilegeGuard guard,
      GroupNames djangoGroups,
      EditMode editMode) {
    super(session, realm, component);
    this.entry = entry;
    this.guard = guard;
    this.djangoGroups = djangoGroups;
    this.editMode = editMode;
    this.storageId = new StorageId(component.getId(), Long.toString(entry.account().id()));
  }

  /** From here on, until it changes, federated storage is read for the whole page at once. */
  void readWith(FederatedPage shared) {
    page = shared;
  }

  /** Nobody was let in as a user who was not there before this session. */
  void markCreated() {
    created = true;
  }

  Account account() {
    return entry.account();
  }

  String passwordHash() {
    return entry.passwordHash();
  }

  void changePasswordHash(String encoded) {
    change().changePasswordHash(encoded);
    publish(AccountSecured.Cause.NEW_PASSWORD);
  }

  @Override
  public String getUsername() {
    return account().username();
  }

  @Override
  public void setUsername(String username) {
    boolean sameButCase = username.equalsIgnoreCase(getUsername());
    if (sameButCase && session.getAttribute(EXACT_USERNAMES) == null) {
      return;
    }
    change().rename(username);
  }

  /** Kept as typed, as Django keeps it; look-ups ignore its letter case. */
  @Override
  public void setEmail(@Nullable String email) {
    setSingleAttribute(UserModel.EMAIL, email == null ? null : email.strip());
  }

  @Override
  public boolean isEnabled() {
    return account().active();
  }

  @Override
  public void setEnabled(boolean enabled) {
    if (enabled != account().active()) {
      change().changeActive(enabled);
      if (!enabled) {
        publish(AccountSecured.Cause.DEACTIVATION);
      }
    }
  }

  @Override
  public Long getCreatedTimestamp() {
    return account().dateJoined().toEpochMilli();
  }

  @Override
  public void setCreatedTimestamp(@Nullable Long timestamp) {
    if (timestamp != null) {
      change().changeDateJoined(Instant.ofEpochMilli(timestamp));
    }
  }

  @Override
  public @Nullable String getFirstAttribute(String name) {
    return AccountAttributes.isColumn(name)
        ? getAttributeStream(name).findFirst().orElse(null)
        : federated().getFirst(name);
  }

  @Override
  public Stream<String> getAttributeStream(String name) {
    if (name.equals(AccountAttributes.DJANGO_GROUPS)) {
      return djangoGroups.of(account().id()).stream();
    }
    if (AccountAttributes.isColumn(name)) {
      return AccountAttributes.read(account(), name).stream();
    }
    List<String> values = federated().get(name);
    return values == null ? Stream.empty() : values.stream();
  }

  @Override
  public Map<String, List<String>> getAttributes() {
    Map<String, List<String>> attributes = new HashMap<>(federated());
    attributes.remove(EMAIL_VERIFIED_ATTRIBUTE);
    attributes.remove(SessionsEnd.ATTRIBUTE);
    attributes.putAll(AccountAttributes.all(account()));
    List<String> groups = djangoGroups.of(account().id());
    if (!groups.isEmpty()) {
      attributes.put(AccountAttributes.DJANGO_GROUPS, groups);
    }
    return attributes;
  }

  @Override
  public void setSingleAttribute(String name, @Nullable String value) {
    if (AccountAttributes.isColumn(name)) {
      writeColumn(name, AccountAttributes.column(value));
    } else {
      requireMayChange();
      super.setSingleAttribute(name, value);
      forgetFederated();
    }
  }

  @Override
  public void setAttribute(String name, @Nullable List<String> values) {
    if (AccountAttributes.isColumn(name)) {
      writeColumn(
          name, values == null || values.isEmpty() ? "" : AccountAttributes.column(values.get(0)));
    } else {
      requireMayChange();
      super.setAttribute(name, values);
      forgetFederated();
    }
  }

  @Override
  public void removeAttribute(String name) {
    if (AccountAttributes.isColumn(name)) {
      writeColumn(name, "");
    } else {
      requireMayChange();
      super.removeAttribute(name);
      forgetFederated();
    }
  }

  @Override
  public void grantRole(RoleModel role) {
    requireMayChange();
    super.grantRole(role);
  }

  @Override
  public void deleteRoleMapping(RoleModel role) {
    requireMayChange();
    super.deleteRoleMapping(role);
  }

  @Override
  public void joinGroup(GroupModel group) {
    requireMayChange();
    guard.requireMayJoin(group);
    super.joinGroup(group);
  }

  @Override
  public void leaveGroup(GroupModel group) {
    requireMayChange();
    super.leaveGroup(group);
  }

  @Override
  public Stream<String> getRequiredActionsStream() {
    FederatedPage shared = page;
    return shared == null
        ? super.getRequiredActionsStream()
        : shared.requiredActions(getId()).stream();
  }

  @Override
  public void addRequiredAction(String action) {
    requireMayChange();
    super.addRequiredAction(action);
    forgetFederated();
  }

  @Override
  public void addRequiredAction(RequiredAction action) {
    addRequiredAction(action.name());
  }

  @Override
  public void removeRequiredAction(String action) {
    requireMayChange();
    super.removeRequiredAction(action);
    forgetFederated();
  }

  @Override
  public void removeRequiredAction(RequiredAction action) {
    removeRequiredAction(action.name());
  }

  @Override
  protected Set<RoleModel> getRoleMappingsInternal() {
    return new StaffRoles(realm).of(account());
  }

  @Override
  public SubjectCredentialManager credentialManager() {
    return new AccountUserCredentials(
        session, realm, this, this::storedCredentialTypes, this::forgetFederated);
  }

  private void writeColumn(String name, String value) {
    if (getAttributeStream(name).findFirst().orElse("").equals(value)) {
      return;
    }
    switch (name) {
      case UserModel.USERNAME -> setUsername(value);
      case UserModel.EMAIL -> change().changeEmail(value);
      case UserModel.FIRST_NAME -> change().changeFirstName(value);
      case UserModel.LAST_NAME -> change().changeLastName(value);
      case AccountAttributes.IS_STAFF -> change().changeStaff(Boolean.parseBoolean(value));
      case AccountAttributes.IS_SUPERUSER -> changeSuperuser(Boolean.parseBoolean(value));
      default -> {
        // The id, dates and groups are the server's; a form that sends them back changes nothing.
      }
    }
  }

  private void changeSuperuser(boolean superuser) {
    if (superuser != account().superuser()) {
      guard.requireMaySetSuperuser();
      editMode.requireWritable();
      entry.changeSuperuser(superuser);
    }
  }

  /**
   * Refuses those who may not change this user, nor remove it.
   *
   * @throws NotPermittedException if the bearer may not
   */
  void requireMayChange() {
    guard.requireMayChange(account(), getId());
  }

  private AccountEntry change() {
    requireMayChange();
    editMode.requireWritable();
    return entry;
  }

  private void publish(AccountSecured.Cause cause) {
    if (!created) {
      session.getKeycloakSessionFactory().publish(new AccountSecured(session, realm, this, cause));
    }
  }

  private @Nullable List<String> storedCredentialTypes() {
    FederatedPage shared = page;
    return shared == null ? null : shared.credentialTypes(getId());
  }

  private MultivaluedHashMap<String, String> federated() {
    MultivaluedHashMap<String, String> known = federated;
    if (known == null) {
      FederatedPage shared = page;
      known =
          shared == null
              ? getFederatedStorage().getAttributes(realm, getId())
              : shared.attributes(getId());
      federated = known;
    }
    return known;
  }

  private void forgetFederated() {
    federated = null;
    page = null;
  }
}
