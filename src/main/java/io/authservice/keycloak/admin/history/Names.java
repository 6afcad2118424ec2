package io.authservice.keycloak.admin.history;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What users and groups are called at present. Accounts are read together in one statement, all
 * others one by one, each once. Confined to one answer.
 */
final class Names {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RealmAccounts storages;
  private final Map<UserId, String> accounts = new HashMap<>();
  private final Map<Long, Optional<String>> groups = new HashMap<>();
  private final Map<String, Optional<String>> others = new HashMap<>();

  Names(KeycloakSession session, RealmModel realm, RealmAccounts storages) {
    this.session = session;
    this.realm = realm;
    this.storages = storages;
  }

  /** Reads the names of accounts that are going to be asked for. */
  void read(Set<UserId> ids) {
    if (!ids.isEmpty()) {
      storages
          .storage()
          .ifPresent(
              storage ->
                  storage
                      .reads()
                      .page(
                          AccountQuery.ALL.and(new AccountQuery.IdIn(ids, true)),
                          AccountOrder.BY_ID,
                          Optional.empty(),
                          0,
                          ids.size())
                      .forEach(this::keep));
    }
  }

  private void keep(Account account) {
    accounts.put(account.id(), account.username());
  }

  /** The primary key in Keycloak's id of a user, if it is one of the realm's accounts. */
  Optional<UserId> account(String keycloakId) {
    return KeycloakUserIds.of(keycloakId)
        .filter(id -> storages.keycloakId(id).filter(keycloakId::equals).isPresent());
  }

  Optional<String> ofAccount(UserId id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /** Of one of Django's groups. */
  Optional<String> ofGroup(long id) {
    return groups.computeIfAbsent(
        id, asked -> storages.groups().flatMap(known -> known.byId(asked)).map(GroupRow::name));
  }

  Optional<String> ofKeycloaksGroup(String id) {
    return Optional.ofNullable(realm.getGroupById(id)).map(GroupModel::getName);
  }

  /** Of a user who is none of the realm's accounts. */
  Optional<String> ofOther(String realmId, String userId) {
    return others.computeIfAbsent(
        realmId + " " + userId,
        asked ->
            Optional.ofNullable(session.realms().getRealm(realmId))
                .map(own -> session.users().getUserById(own, userId))
                .map(UserModel::getUsername));
  }
}
