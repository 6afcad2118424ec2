package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.identity.VerifiedEmail;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/** Whose e-mail is verified, by what the server notes and by what the users' database says. */
final class VerifiedUsers {

  private final RealmModel realm;
  private final UserFederatedStorageProvider federatedStorage;
  private final FederatedRows federated;
  private final Accounts accounts;
  private final AccountExtras extras;
  private final SearchLimit limit;

  VerifiedUsers(
      RealmModel realm,
      UserFederatedStorageProvider federatedStorage,
      FederatedRows federated,
      Accounts accounts,
      AccountExtras extras,
      SearchLimit limit) {
    this.realm = realm;
    this.federatedStorage = federatedStorage;
    this.federated = federated;
    this.accounts = accounts;
    this.extras = extras;
    this.limit = limit;
  }

  /**
   * The condition that a user's e-mail is verified, or is not.
   *
   * @throws io.authservice.keycloak.storage.failure.RefusedValueException if the users' database
   *     names too many
   */
  Condition are(boolean verified) {
    Set<UserId> found =
        new LinkedHashSet<>(limit.checked(extras.verified(limit.sought()), "are verified"));
    found.removeAll(marked(ServerAttributes.UNVERIFIED_EMAIL));
    found.addAll(holders(ServerAttributes.LEGACY_VERIFIED, "true"));
    found.addAll(marked(ServerAttributes.VERIFIED_EMAIL));
    return new AccountQuery.IdIn(found, verified);
  }

  /** A mark counts for the e-mail it was given for, so what each of their holders has is read. */
  private Set<UserId> marked(String attribute) {
    Map<UserId, String> marks = new LinkedHashMap<>();
    federated
        .valuesOf(attribute)
        .forEach(
            (id, mark) -> KeycloakUserIds.of(id).ifPresent(account -> marks.put(account, mark)));
    if (marks.isEmpty()) {
      return Set.of();
    }
    AccountQuery holders = AccountQuery.ALL.and(new AccountQuery.IdIn(marks.keySet(), true));
    try (Stream<Account> held = accounts.stream(holders, AccountOrder.BY_ID)) {
      return held.filter(
              account -> VerifiedEmail.markOf(account.email()).equals(marks.get(account.id())))
          .map(Account::id)
          .collect(Collectors.toSet());
    }
  }

  private Set<UserId> holders(String name, String value) {
    try (Stream<String> ids = federatedStorage.getUsersByUserAttributeStream(realm, name, value)) {
      return ids.map(KeycloakUserIds::of)
          .flatMap(Optional::stream)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }
}
