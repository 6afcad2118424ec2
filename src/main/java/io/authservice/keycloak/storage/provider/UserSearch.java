package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.persistence.keycloak.FederatedSearch;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.identity.UserAttributes;
import java.util.Collection;
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
  private final FederatedSearch kept;
  private final AccountExtras extras;
  private final SearchLimit limit;
  private final VerifiedUsers verified;
  private final GroupMembers members;

  UserSearch(
      RealmModel realm,
      UserFederatedStorageProvider federatedStorage,
      FederatedRows federated,
      FederatedSearch kept,
      Accounts accounts,
      AccountExtras extras,
      SearchLimit limit) {
    this.realm = realm;
    this.federatedStorage = federatedStorage;
    this.kept = kept;
    this.extras = extras;
    this.limit = limit;
    this.members = new GroupMembers(accounts, extras, limit);
    this.verified = new VerifiedUsers(realm, federatedStorage, federated, accounts, extras, limit);
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
    return switch (key) {
      case UserModel.ENABLED -> Optional.of(is(UserField.ACTIVE, value));
      case UserAttributes.USER_ID -> Optional.of(id(value));
      case UserAttributes.DJANGO_GROUPS -> Optional.of(members.of(value));
      case UserModel.CREATED_AFTER -> joined(true, value);
      case UserModel.CREATED_BEFORE -> joined(false, value);
      case UserModel.EMAIL_VERIFIED -> Optional.of(verified.are(Boolean.parseBoolean(value)));
      case UserModel.EXACT, UserModel.INCLUDE_SERVICE_ACCOUNT, UserModel.GROUPS -> Optional.empty();
      // Of one link, so they are looked up together.
      case UserModel.IDP_ALIAS, UserModel.IDP_USER_ID -> Optional.empty();
      default -> Optional.of(attribute(key, value, exact));
    };
  }

  private Condition attribute(String name, String value, Optional<Boolean> exact) {
    for (UserField<String> field : UserField.TEXTS) {
      if (UserAttributes.nameOf(field).equals(name)) {
        return new AccountQuery.Text(field, exact.orElse(false) ? Match.EXACT : Match.INFIX, value);
      }
    }
    for (UserField<Boolean> field : UserField.FLAGS) {
      if (UserAttributes.nameOf(field).equals(name)) {
        return is(field, value);
      }
    }
    return extras
        .attribute(name)
        .map(extra -> extra(extra, value))
        .orElseGet(() -> federatedAttribute(name, value, exact));
  }

  /** As the column has it: every database has ways of its own to compare parts of texts. */
  private Condition extra(ExtraAttribute extra, String value) {
    Set<UserId> holders =
        extra
            .value(value)
            .map(sought -> extras.holders(extra, sought, limit.sought()))
            .orElse(Set.of());
    return new AccountQuery.IdIn(limit.checked(holders, "have this " + extra.name()), true);
  }

  private static Condition anyField(String term) {
    Set<UserField<String>> all = Set.copyOf(UserField.TEXTS);
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

  private static Condition is(UserField<Boolean> flag, String value) {
    return new AccountQuery.Is(flag, Boolean.parseBoolean(value));
  }

  private static Condition id(String value) {
    return UserId.read(value).<Condition>map(AccountQuery.Id::new).orElseGet(UserSearch::none);
  }

  private static Optional<Condition> joined(boolean after, String epochMillis) {
    return Optional.of(new AccountQuery.Joined(after, Long.parseLong(epochMillis)));
  }

  private static Condition none() {
    return new AccountQuery.IdIn(Set.of(), true);
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
    Set<UserId> members = new LinkedHashSet<>();
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
}
