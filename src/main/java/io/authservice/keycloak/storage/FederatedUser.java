package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.Account;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.adapter.AbstractUserAdapterFederatedStorage;

/**
 * What Keycloak keeps of an account beside its row, in federated storage: attributes that are no
 * columns, required actions, roles, groups, credentials. It is read once, or for a whole page of
 * users at once, and written only by those who may change the user.
 */
abstract class FederatedUser extends AbstractUserAdapterFederatedStorage {

  private final PrivilegeGuard guard;
  private @Nullable MultivaluedHashMap<String, String> federated;
  private @Nullable FederatedPage page;

  FederatedUser(
      KeycloakSession session,
      RealmModel realm,
      ComponentModel component,
      long accountId,
      PrivilegeGuard guard) {
    super(session, realm, component);
    this.guard = guard;
    this.storageId = new StorageId(component.getId(), Long.toString(accountId));
  }

  abstract Account account();

  /** From here on, until it changes, federated storage is read for the whole page at once. */
  final void readWith(FederatedPage shared) {
    page = shared;
  }

  /**
   * Refuses those who may not change this user, nor remove it.
   *
   * @throws NotPermittedException if the bearer may not
   */
  final void requireMayChange() {
    guard.requireMayChange(account(), getId());
  }

  @Override
  public @Nullable String getFirstAttribute(String name) {
    return federated().getFirst(name);
  }

  @Override
  public Stream<String> getAttributeStream(String name) {
    List<String> values = federated().get(name);
    return values == null ? Stream.empty() : values.stream();
  }

  @Override
  public Map<String, List<String>> getAttributes() {
    Map<String, List<String>> attributes = new HashMap<>(federated());
    attributes.remove(EMAIL_VERIFIED_ATTRIBUTE);
    attributes.remove(SessionsEnd.ATTRIBUTE);
    return attributes;
  }

  @Override
  public void setSingleAttribute(String name, @Nullable String value) {
    requireMayChange();
    super.setSingleAttribute(name, value);
    forgetFederated();
  }

  @Override
  public void setAttribute(String name, @Nullable List<String> values) {
    requireMayChange();
    super.setAttribute(name, values);
    forgetFederated();
  }

  @Override
  public void removeAttribute(String name) {
    requireMayChange();
    super.removeAttribute(name);
    forgetFederated();
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
  public SubjectCredentialManager credentialManager() {
    return new AccountUserCredentials(
        session, realm, this, this::storedCredentialTypes, this::forgetFederated);
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
