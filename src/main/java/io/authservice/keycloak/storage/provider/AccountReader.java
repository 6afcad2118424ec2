package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.ListedAccount;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.group.AccountPermissions;
import io.authservice.keycloak.account.group.Permission;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.storage.user.DjangoGroupNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accounts straight from their rows, for lists and single reads that need no user of Keycloak's.
 *
 * <p>Every method throws {@link org.keycloak.storage.StorageUnavailableException} when the database
 * does not answer.
 */
public final class AccountReader {

  private final Accounts accounts;
  private final AccountExtras extras;
  private final StorageFailures availability;
  private final Supplier<Set<UserId>> locked;
  private @Nullable Set<UserId> lockedOnce;

  /**
   * Reads nothing yet.
   *
   * @param locked the accounts that are shown as inactive, whatever their rows say
   */
  AccountReader(
      Accounts accounts,
      AccountExtras extras,
      StorageFailures availability,
      Supplier<Set<UserId>> locked) {
    this.extras = extras;
    this.accounts = accounts;
    this.availability = availability;
    this.locked = locked;
  }

  private Account shown(Account account) {
    return isLocked(account.id()) ? account.with(UserField.ACTIVE, false) : account;
  }

  private boolean isLocked(UserId id) {
    Set<UserId> ids = lockedOnce;
    if (ids == null) {
      ids = locked.get();
      lockedOnce = ids;
    }
    return ids.contains(id);
  }

  /** What the ids of all accounts are. */
  public UserIdKind ids() {
    return availability.checked(accounts::ids);
  }

  /** One account, by its primary key. */
  public Optional<Account> byId(UserId id) {
    return availability.checked(() -> accounts.read(id).map(this::shown));
  }

  /** One account, which nobody else changes until the transaction ends. */
  public Optional<Account> held(UserId id) {
    return availability.checked(() -> accounts.held(id).map(this::shown));
  }

  /** Every account as lists show it, streamed from one statement. Close the stream. */
  public Stream<ListedAccount> all() {
    return availability.checked(
        () ->
            accounts
                .all()
                .map(
                    account -> isLocked(account.get(UserField.ID)) ? account.inactive() : account));
  }

  /** Every account that matches, streamed from one statement. Close the stream. */
  public Stream<Account> stream(AccountQuery query, AccountOrder order) {
    return availability.checked(() -> accounts.stream(query, order).map(this::shown));
  }

  /** A page of the accounts that match; see {@link Accounts#page}. */
  public List<Account> page(
      AccountQuery query,
      AccountOrder order,
      Optional<AccountOrder.Position> after,
      int offset,
      int limit) {
    return availability.checked(
        () -> accounts.page(query, order, after, offset, limit).stream().map(this::shown).toList());
  }

  /** The ids of the accounts that match. */
  public Set<UserId> ids(AccountQuery query) {
    return availability.checked(
        () -> {
          try (Stream<Account> found = accounts.stream(query, AccountOrder.BY_ID)) {
            return found.map(Account::id).collect(Collectors.toSet());
          }
        });
  }

  /** Whether an attribute is one that the user model adds. */
  boolean hasAttribute(String name) {
    return extras.attribute(name).isPresent();
  }

  /** The attributes of the user model that records of users show. */
  public List<ExtraAttribute> shownAttributes() {
    return availability.checked(
        () -> extras.attributes().stream().filter(ExtraAttribute::shown).toList());
  }

  /** The values of all attributes of the user model; see {@link AccountExtras#values}. */
  public Map<UserId, Map<String, Object>> attributes(Collection<UserId> ids) {
    return availability.checked(() -> extras.values(ids));
  }

  /** The names of the Django groups an account is in, and of what the user model adds to them. */
  public List<String> groups(UserId id) {
    return availability
        .checked(() -> DjangoGroupNames.read(accounts.permissions(), extras, List.of(id)))
        .getOrDefault(id, List.of());
  }

  /** What an account was given and what its Django groups were; see {@link AccountPermissions}. */
  public List<Permission> permissions(UserId id) {
    return availability.checked(() -> accounts.permissions().of(id));
  }

  /** Every permission there is. */
  public List<Permission> allPermissions() {
    return availability.checked(() -> accounts.permissions().all());
  }

  /** How many accounts match. */
  public long count(AccountQuery query) {
    return availability.checked(() -> accounts.count(query));
  }

  /**
   * What administrators set elsewhere and cannot set here, by Django's names; see the user model.
   */
  public List<String> readOnlyFields() {
    return availability.checked(
        () -> {
          Stream<String> fields =
              UserField.OF_ACCOUNT.stream()
                  .filter(field -> field.isSetBy(UserField.Writer.ADMINISTRATORS))
                  .filter(field -> !accounts.isWritable(field))
                  .map(UserField::column);
          Stream<String> given =
              accounts.haveGroups() ? Stream.of() : Stream.of("groups", "user_permissions");
          return Stream.concat(fields, given).toList();
        });
  }
}
