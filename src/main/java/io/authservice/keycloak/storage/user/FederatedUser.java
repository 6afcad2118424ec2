package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.identity.VerifiedEmail;
import io.authservice.keycloak.storage.remains.UserBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.adapter.AbstractUserAdapterFederatedStorage;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/**
 * What Keycloak keeps of an account beside its row, in federated storage: attributes that are no
 * columns, required actions, roles, groups, credentials. It is read once, or for a whole page of
 * users at once, and written only by those who may change the user.
 */
abstract class FederatedUser extends AbstractUserAdapterFederatedStorage {

  private final UserBinding bonds;
  private boolean settled;
  private @Nullable MultivaluedHashMap<String, String> federated;
  private @Nullable FederatedPage page;

  FederatedUser(
      KeycloakSession session,
      RealmModel realm,
      ComponentModel component,
      UserId accountId,
      UserBinding bonds) {
    super(session, realm, component);
    this.bonds = bonds;
    this.storageId = new StorageId(component.getId(), accountId.toString());
  }

  abstract Account account();

  /**
   * Refuses those who may not change this user.
   *
   * @throws io.authservice.keycloak.authority.NotPermittedException if the bearer may not
   */
  abstract void requireMayChange();

  /** From here on, until it changes, federated storage is read for the whole page at once. */
  final void readWith(FederatedPage shared) {
    page = shared;
  }

  /**
   * Sees to it that what Keycloak keeps under the id is this user's, before it is used or added to.
   *
   * @return false if something was kept of another user, who had the id before
   */
  final boolean settle() {
    if (settled) {
      return true;
    }
    MultivaluedHashMap<String, String> kept =
        super.getFederatedStorage().getAttributes(realm, getId());
    boolean own = bonds.settle(getId(), account(), kept);
    settled = true;
    federated = kept;
    page = own ? page : null;
    return own;
  }

  /**
   * The same for one who was found by an id. Of a list, what was read for all of them tells enough:
   * the rest waits until something is used or added to.
   *
   * @return false if something was kept of another user, who had the id before
   */
  final boolean settleById() {
    FederatedPage shared = page;
    return (shared != null && isPageOwn(shared)) || settle();
  }

  /** Begins anew, as a user who was just added. */
  final void settleAsNew() {
    federated = bonds.begin(getId(), account());
    settled = true;
  }

  /** The same user from another moment on. */
  final void bindAgain() {
    super.getFederatedStorage()
        .setSingleAttribute(realm, getId(), ServerAttributes.BOND, UserBinding.bondOf(account()));
    forgetFederated();
  }

  @Override
  public final UserFederatedStorageProvider getFederatedStorage() {
    settle();
    return super.getFederatedStorage();
  }

  @Override
  public @Nullable String getFirstAttribute(String name) {
    return ServerAttributes.has(name) ? null : federated().getFirst(name);
  }

  @Override
  public Stream<String> getAttributeStream(String name) {
    List<String> values = ServerAttributes.has(name) ? null : federated().get(name);
    return values == null ? Stream.empty() : values.stream();
  }

  @Override
  public Map<String, List<String>> getAttributes() {
    Map<String, List<String>> attributes = new HashMap<>(federated());
    attributes.keySet().removeIf(ServerAttributes::has);
    return attributes;
  }

  @Override
  public void setSingleAttribute(String name, @Nullable String value) {
    if (ServerAttributes.has(name)) {
      return;
    }
    requireMayChange();
    super.setSingleAttribute(name, value);
    forgetFederated();
  }

  @Override
  public void setAttribute(String name, @Nullable List<String> values) {
    if (ServerAttributes.has(name)) {
      return;
    }
    requireMayChange();
    super.setAttribute(name, values);
    forgetFederated();
  }

  @Override
  public void removeAttribute(String name) {
    if (ServerAttributes.has(name)) {
      return;
    }
    requireMayChange();
    super.removeAttribute(name);
    forgetFederated();
  }

  @Override
  public boolean isEmailVerified() {
    return VerifiedEmail.isOf(account().email(), federated());
  }

  @Override
  public void setEmailVerified(boolean verified) {
    requireMayChange();
    note(
        ServerAttributes.VERIFIED_EMAIL, verified ? VerifiedEmail.markOf(account().email()) : null);
  }

  /** Whether the server itself bars the user, where it cannot say so in the row. */
  final boolean isLocked() {
    return federated().containsKey(ServerAttributes.LOCKED);
  }

  final void setLocked(boolean locked) {
    note(ServerAttributes.LOCKED, locked ? Boolean.toString(true) : null);
  }

  /**
   * What the server notes about the user.
   *
   * @param name one of {@link ServerAttributes}
   */
  public final List<String> noted(String name) {
    return List.copyOf(federated().getOrDefault(name, List.of()));
  }

  /** Notes it anew, in place of what was noted. */
  public final void note(String name, List<String> values) {
    if (values.isEmpty()) {
      note(name, (String) null);
    } else {
      getFederatedStorage().setAttribute(realm, getId(), name, values);
      forgetFederated();
    }
  }

  private void note(String name, @Nullable String value) {
    if (value == null) {
      getFederatedStorage().removeAttribute(realm, getId(), name);
    } else {
      getFederatedStorage().setSingleAttribute(realm, getId(), name, value);
    }
    forgetFederated();
  }

  @Override
  public Stream<String> getRequiredActionsStream() {
    FederatedPage shared = page;
    if (shared == null) {
      return super.getRequiredActionsStream();
    }
    return isPageOwn(shared) ? shared.requiredActions(getId()).stream() : Stream.empty();
  }

  @Override
  public SubjectCredentialManager credentialManager() {
    return new AccountUserCredentials(
        session, realm, this, this::storedCredentialTypes, this::forgetFederated);
  }

  private @Nullable List<String> storedCredentialTypes() {
    FederatedPage shared = page;
    if (shared == null) {
      return null;
    }
    return isPageOwn(shared) ? shared.credentialTypes(getId()) : List.of();
  }

  private MultivaluedHashMap<String, String> federated() {
    MultivaluedHashMap<String, String> known = federated;
    if (known == null) {
      FederatedPage shared = page;
      known = shared == null ? read() : ownOf(shared);
      federated = known;
    }
    return known;
  }

  private MultivaluedHashMap<String, String> read() {
    UserFederatedStorageProvider storage = getFederatedStorage();
    MultivaluedHashMap<String, String> known = federated;
    return known == null ? storage.getAttributes(realm, getId()) : known;
  }

  /** A list removes nothing, and shows nothing that is another's. */
  private MultivaluedHashMap<String, String> ownOf(FederatedPage shared) {
    return isPageOwn(shared) ? shared.attributes(getId()) : new MultivaluedHashMap<>();
  }

  private boolean isPageOwn(FederatedPage shared) {
    return bonds.isOwn(account(), shared.attributes(getId()));
  }

  final void forgetFederated() {
    federated = null;
    page = null;
  }
}
