package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.api.users.ListParameters;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.List;
import java.util.Optional;

/**
 * Pages of users, by the parameters {@code limit} and {@code offset}. With {@code count=false} it
 * is left out how many there are on all pages: counting looks at every user, a page at its own.
 */
public final class UserPages {

  public static final String LIMIT = "limit";
  public static final String OFFSET = "offset";
  public static final String COUNT = "count";

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final List<String> BOOLEANS = List.of("true", "false");

  private final AdminRequest exchange;
  private final RealmAccounts storages;

  public UserPages(AdminRequest exchange, RealmAccounts storages) {
    this.exchange = exchange;
    this.storages = storages;
  }

  /** The public list passes over what it cannot use, as Django REST framework does; ours tells. */
  public FieldErrors complaints() {
    FieldErrors errors = FieldErrors.none();
    for (String name : List.of(LIMIT, OFFSET)) {
      if (exchange.query(name).filter(sent -> !sent.matches("[0-9]{1,9}")).isPresent()) {
        errors = errors.with(name, ErrorCode.INVALID, "A valid integer is required.");
      }
    }
    Optional<String> count = exchange.query(COUNT).filter(sent -> !BOOLEANS.contains(sent));
    return count.isEmpty()
        ? errors
        : errors.with(COUNT, ErrorCode.INVALID, "Must be a valid boolean.");
  }

  /** The page that the parameters ask for, of the users that match. */
  public ManagedUsers page(AccountQuery query, AccountOrder order) {
    AccountReader accounts = storages.storage().orElseThrow(ApiException::notFound).reads();
    ListParameters parameters = new ListParameters(exchange::query, true);
    int limit = parameters.limit(MAX_LIMIT).orElse(DEFAULT_LIMIT);
    List<ManagedUser> page =
        accounts.page(query, order, Optional.empty(), parameters.offset(), limit).stream()
            .map(
                account ->
                    new ManagedUser(
                        account,
                        storages.keycloakId(account.id()).orElseThrow(ApiException::notFound)))
            .toList();
    return new ManagedUsers(counted() ? accounts.count(query) : null, page);
  }

  /** Whether the parameters ask for how many there are. */
  public boolean counted() {
    return exchange.query(COUNT).map(Boolean::parseBoolean).orElse(true);
  }
}
