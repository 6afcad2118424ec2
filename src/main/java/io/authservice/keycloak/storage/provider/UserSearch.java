package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.AccountQuery.Flag;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.AccountQuery.TextColumn;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.persistence.keycloak.FederatedSearch;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.storage.identity.VerifiedEmail;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/**
 * Keycloak's search parameters as a query over accounts, with the meaning they have for native
 * users: terms are separated by white space and must all match; a term is a prefix unless it is
 * quoted (exact) or starts and ends with an asterisk (infix).
 */
final class UserSearch {

  private final RealmModel realm;
  private final UserFederatedStorageProvider federatedStorage;
  private final FederatedRows federated;
  private final FederatedSearch kept;
  private final Accounts accounts;

  UserSearch(
      RealmModel realm,
      UserFederatedStorageProvider federatedStorage,
      FederatedRows federated,
      FederatedSearch kept,
      Accounts accounts) {
    this.realm = realm;
    this.federatedStorage = federatedStorage;
    this.federated = federated;
    this.kept = kept;
    this.accounts = accounts;
  }

  AccountQuery query(Map<String, String> parameters) {
    Optional<Boolean> exact =
        Optional.ofNullable(parameters.get(UserModel.EXACT)).map(Boolean::parseBoolean);
    AccountQuery query = linked(parameters);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String value = parameter.getValue();
      if (value == null) {
        continue;
      }
      if (parameter.getKey().equals(UserModel.SEARCH)) {
        for (String term : value.strip().split("\\s+", -1)) {
          query = term.isEmpty() ? query : query.and(anyField(term));
        }
      } else {
        Optional<Condition> condition = condition(parameter.getKey(), value, exact);
        query = condition.map(query::and).orElse(query);
      }
    }
    return query;
  }

  private Optional<Condition> condition(String key, String value, Optional<Boolean> exact) {
    boolean whole = exact.orElse(false);
    return switch (key) {
      case UserModel.USERNAME -> Optional.of(text(TextColumn.USERNAME, value, whole));
      case UserModel.EMAIL -> Optional.of(text(TextColumn.EMAIL, value, whole));
      case UserModel.FIRST_NAME -> Optional.of(text(TextColumn.FIRST_NAME, value, whole));
      case UserModel.LAST_NAME -> Optional.of(text(TextColumn.LAST_NAME, value, whole));
      case UserModel.ENABLED, UserAttributes.IS_ACTIVE -> Optional.of(is(Flag.ACTIVE, value));
      case UserAttributes.IS_STAFF -> Optional.of(is(Flag.STAFF, value));
      case UserAttributes.IS_SUPERUSER -> Optional.of(is(Flag.SUPERUSER, value));
      case UserAttributes.USER_ID -> Optional.of(id(value));
      case UserAttributes.DJANGO_GROUPS -> Optional.of(new AccountQuery.InGroup(value));
      case UserModel.CREATED_AFTER -> joined(true, value);
      case UserModel.CREATED_BEFORE -> joined(false, value);
      case UserModel.EMAIL_VERIFIED -> Optional.of(emailVerified(Boolean.parseBoolean(value)));
      case UserModel.EXACT, UserModel.INCLUDE_SERVICE_ACCOUNT, UserModel.GROUPS -> Optional.empty();
      // Of one link, so they are looked up together.
      case UserModel.IDP_ALIAS, UserModel.IDP_USER_ID -> Optional.empty();
      default -> Optional.of(federatedAttribute(key, value, exact));
    };
  }

  private static Condition anyField(String term) {
    Set<TextColumn> all = EnumSet.allOf(TextColumn.class);
    if (term.length() > 1 && term.startsWith("\"") && term.endsWith("\"")) {
      return new AccountQuery.AnyOf(all, Match.EXACT, term.substring(1, term.length() - 1));
    }
    String bare = term.replaceAll("^\\*+|\\*+$", "");
    if (bare.indexOf('*') >= 0) {
      return new AccountQuery.AnyOf(all, Match.PATTERN, term + "*");
    }
    Match match = term.startsWith("*") ? Match.INFIX : Match.PREFIX;
    return new AccountQuery.AnyOf(all, match, bare);
  }

  private static Condition text(TextColumn field, String value, boolean exact) {
    return new AccountQuery.Text(field, exact ? Match.EXACT : Match.INFIX, value);
  }

  private static Condition is(Flag flag, String value) {
    return new AccountQuery.Is(flag, Boolean.parseBoolean(value));
  }

  private static Condition id(String value) {
    try {
      return new AccountQuery.Id(Long.parseLong(value));
    } catch (NumberFormatException e) {
      return none();
    }
  }

  private static Optional<Condition> joined(boolean after, String epochMillis) {
    return Optional.of(new AccountQuery.Joined(after, Long.parseLong(epochMillis)));
  }

  private static Condition none() {
    return new AccountQuery.IdIn(Set.of(), true);
  }

  /** A mark counts for the e-mail it was given for, so what each of their holders has is read. */
  private Condition emailVerified(boolean verified) {
    Map<Long, String> marks = new LinkedHashMap<>();
    federated
        .valuesOf(ServerAttributes.VERIFIED_EMAIL)
        .forEach(
            (id, mark) -> KeycloakUserIds.of(id).ifPresent(account -> marks.put(account, mark)));
    Set<Long> found = holders(ServerAttributes.LEGACY_VERIFIED, "true");
    if (!marks.isEmpty()) {
      AccountQuery holders = AccountQuery.ALL.and(new AccountQuery.IdIn(marks.keySet(), true));
      try (Stream<Account> held = accounts.stream(holders, AccountOrder.BY_ID)) {
        held.filter(
                account -> VerifiedEmail.markOf(account.email()).equals(marks.get(account.id())))
            .forEach(account -> found.add(account.id()));
      }
    }
    return new AccountQuery.IdIn(found, verified);
  }

  /** Letter case does not count, and a part of the value is enough if it is said to be. */
  private Condition federatedAttribute(String name, String value, Optional<Boolean> exact) {
    return ServerAttributes.has(name)
        ? none()
        : among(kept.holders(name, value, exact.orElse(true)));
  }

  /** The accounts with a link to an identity provider, to a user of it, or to both in one. */
  private AccountQuery linked(Map<String, String> parameters) {
    Optional<String> alias = Optional.ofNullable(parameters.get(UserModel.IDP_ALIAS));
    Optional<String> user = Optional.ofNullable(parameters.get(UserModel.IDP_USER_ID));
    return alias.isEmpty() && user.isEmpty()
        ? AccountQuery.ALL
        : AccountQuery.ALL.and(among(kept.linked(alias, user)));
  }

  private static Condition among(Collection<String> keycloakIds) {
    return new AccountQuery.IdIn(
        keycloakIds.stream()
            .map(KeycloakUserIds::of)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet()),
        true);
  }

  /** Narrows a query to members of any of the groups. */
  AccountQuery inGroups(AccountQuery query, Set<String> groupIds) {
    Set<Long> members = new LinkedHashSet<>();
    for (String groupId : groupIds) {
      GroupModel group = realm.getGroupById(groupId);
      if (group != null) {
        try (Stream<String> ids = federatedStorage.getMembershipStream(realm, group, null, null)) {
          ids.map(KeycloakUserIds::of).flatMap(Optional::stream).forEach(members::add);
        }
      }
    }
    return query.and(new AccountQuery.IdIn(members, true));
  }

  private Set<Long> holders(String name, String value) {
    try (Stream<String> ids = federatedStorage.getUsersByUserAttributeStream(realm, name, value)) {
      return ids.map(KeycloakUserIds::of)
          .flatMap(Optional::stream)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }
}
