package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many users there are, and of what kind. */
public final class UserSummary {

  private final AdminRequest exchange;
  private final AdminAccess access;
  private final RealmAccounts storages;
  private final LockedUsers locked;
  private final Clock clock = Clock.systemUTC();

  public UserSummary(
      AdminRequest exchange, AdminAccess access, RealmAccounts storages, LockedUsers locked) {
    this.exchange = exchange;
    this.access = access;
    this.storages = storages;
    this.locked = locked;
  }

  /** The counts, each in one statement. */
  public Response answer() {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          exchange.requireOnly();
          AccountReader accounts = storages.storage().orElseThrow(ApiException::notFound).reads();
          Map<String, @Nullable Object> counts = new LinkedHashMap<>();
          counts.put("users", accounts.count(AccountQuery.ALL));
          counts.put("active", accounts.count(having(UserField.ACTIVE)));
          counts.put("staff", accounts.count(having(UserField.STAFF)));
          counts.put("superusers", accounts.count(having(UserField.SUPERUSER)));
          counts.put("joined_this_week", accounts.count(joinedThisWeek()));
          counts.put("locked", locked.ids().map(Set::size).orElse(null));
          return exchange.response(200, counts);
        });
  }

  private static AccountQuery having(UserField<Boolean> flag) {
    return AccountQuery.ALL.and(new AccountQuery.Is(flag, true));
  }

  private AccountQuery joinedThisWeek() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return AccountQuery.ALL.and(DatePeriod.WEEK.condition(UserField.DATE_JOINED, today));
  }
}
