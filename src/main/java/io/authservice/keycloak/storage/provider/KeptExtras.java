package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.UserModelOutline;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.persistence.keycloak.FederatedSearch;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.storage.remains.UserBinding;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageUtil;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/**
 * The attributes of a user model whose users are in Keycloak's own database: imports moved their
 * values to where Keycloak keeps attributes, and the model goes on to say of what kind they are,
 * who writes them and whether records show them. Marks of verified e-mails are Keycloak's then, and
 * memberships are Django's groups.
 */
final class KeptExtras implements AccountExtras {

  private static final int PORTION = 500;

  private final List<ExtraAttribute> attributes;
  private final RealmModel realm;
  private final String componentId;
  private final Accounts accounts;
  private final FederatedRows rows;
  private final FederatedSearch search;
  private final UserFederatedStorageProvider storage;
  private final UserBinding bonds;

  private KeptExtras(
      List<ExtraAttribute> attributes,
      KeycloakSession session,
      ComponentModel component,
      Accounts accounts,
      FederatedRows rows,
      UserBinding bonds) {
    this.attributes = attributes;
    this.realm = Objects.requireNonNull(session.realms().getRealm(component.getParentId()));
    this.componentId = component.getId();
    this.accounts = accounts;
    this.rows = rows;
    this.search = new FederatedSearch(session, realm.getId());
    this.storage = UserStorageUtil.userFederatedStorage(session);
    this.bonds = bonds;
  }

  /** What a model's text declares; nothing where it declares no attribute. */
  static AccountExtras of(
      String userModel,
      KeycloakSession session,
      ComponentModel component,
      Accounts accounts,
      FederatedRows rows,
      UserBinding bonds) {
    List<ExtraAttribute> attributes =
        userModel.isEmpty() ? List.of() : UserModelOutline.of(userModel).attributes();
    return attributes.isEmpty()
        ? NONE
        : new KeptExtras(attributes, session, component, accounts, rows, bonds);
  }

  @Override
  public List<ExtraAttribute> attributes() {
    return attributes;
  }

  /** Of those alone whose it is what is kept under their ids. */
  @Override
  public Map<UserId, Map<String, Object>> values(Collection<UserId> accountIds) {
    Map<UserId, Map<String, Object>> found = new HashMap<>();
    List<UserId> ids = List.copyOf(accountIds);
    for (int start = 0; start < ids.size(); start += PORTION) {
      read(ids.subList(start, Math.min(start + PORTION, ids.size())), found);
    }
    return found;
  }

  private void read(List<UserId> ids, Map<UserId, Map<String, Object>> found) {
    Map<UserId, MultivaluedHashMap<String, String>> kept = new HashMap<>();
    rows.attributes(ids.stream().map(this::keycloakId).toList())
        .forEach(
            (userId, all) ->
                KeycloakUserIds.of(userId)
                    .filter(id -> !values(all).isEmpty())
                    .ifPresent(id -> kept.put(id, all)));
    if (kept.isEmpty()) {
      return;
    }
    AccountQuery query = AccountQuery.ALL.and(new AccountQuery.IdIn(kept.keySet(), true));
    try (Stream<Account> owners = accounts.stream(query, AccountOrder.BY_ID)) {
      owners.forEach(
          owner -> {
            MultivaluedHashMap<String, String> own = kept.get(owner.id());
            if (own != null && bonds.isOwn(owner, own)) {
              found.put(owner.id(), values(own));
            }
          });
    }
  }

  /** What is of another kind than the model says is none. */
  private Map<String, Object> values(MultivaluedHashMap<String, String> kept) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (ExtraAttribute attribute : attributes) {
      Optional.ofNullable(kept.getFirst(attribute.name()))
          .flatMap(attribute::value)
          .ifPresent(value -> values.put(attribute.name(), value));
    }
    return values;
  }

  private String keycloakId(UserId id) {
    return KeycloakUserIds.keycloakId(componentId, id);
  }

  @Override
  public void write(UserId accountId, ExtraAttribute attribute, Optional<Object> value) {
    String userId = keycloakId(accountId);
    value.ifPresentOrElse(
        one -> storage.setSingleAttribute(realm, userId, attribute.name(), one.toString()),
        () -> storage.removeAttribute(realm, userId, attribute.name()));
  }

  /** Keycloak looks for values whatever their letter case. */
  @Override
  public Set<UserId> holders(ExtraAttribute attribute, Object value, int most) {
    Set<UserId> candidates =
        search.holders(attribute.name(), value.toString(), true).stream()
            .filter(userId -> StorageId.providerId(userId).equals(componentId))
            .map(KeycloakUserIds::of)
            .flatMap(Optional::stream)
            .limit(most)
            .collect(Collectors.toSet());
    return values(candidates).entrySet().stream()
        .filter(holder -> value.equals(holder.getValue().get(attribute.name())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
