package io.authservice.keycloak.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.wire.error.ApiException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters by dates of the administrators' list. */
final class DatePeriodTest {

  @ParameterizedTest
  @CsvSource({
    "today, 2024-02-29, 2024-02-29, 2024-03-01",
    "week, 2024-03-01, 2024-02-23, 2024-03-02",
    "month, 2024-02-29, 2024-02-01, 2024-03-01",
    "month, 2024-12-31, 2024-12-01, 2025-01-01",
    "year, 2024-02-29, 2024-01-01, 2025-01-01"
  })
  void aPeriodIsOfTheCalendarInUtc(String name, String today, String from, String before) {
    assertThat(
            DatePeriod.of(name, UserField.LAST_LOGIN)
                .orElseThrow()
                .condition(UserField.LAST_LOGIN, LocalDate.parse(today)))
        .isEqualTo(
            new AccountQuery.Within(
                UserField.LAST_LOGIN,
                Instant.parse(from + "T00:00:00Z"),
                Instant.parse(before + "T00:00:00Z")));
  }

  @Test
  void onlyWhatCanBeMissingIsAskedForByNever() {
    assertThat(DatePeriod.namesFor(UserField.LAST_LOGIN))
        .containsExactly("today", "week", "month", "year", "never");
    assertThat(DatePeriod.namesFor(UserField.DATE_JOINED))
        .containsExactly("today", "week", "month", "year");
    assertThat(DatePeriod.of("never", UserField.DATE_JOINED)).isEmpty();
  }

  @Test
  void filtersNarrowTogether() {
    assertThat(
            filters(Map.of("is_staff", "true", "group", "Writers", "last_login", "never")).query())
        .isEqualTo(
            AccountQuery.ALL
                .and(new AccountQuery.Is(UserField.STAFF, true))
                .and(new AccountQuery.InGroup("Writers"))
                .and(new AccountQuery.Lacks(UserField.LAST_LOGIN)));
  }

  @Test
  void whoIsLockedOutIsAskedForOnlyWhereItIsKnown() {
    Map<String, String> sent = Map.of("locked", "true");
    Set<UserId> locked = Set.of(UserId.of(3), UserId.of(5));

    assertThat(filters(sent, Optional.of(locked)).query())
        .isEqualTo(AccountQuery.ALL.and(new AccountQuery.IdIn(locked, true)));
    assertThatThrownBy(() -> filters(sent, Optional.empty()).query())
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> filters(Map.of("locked", "false"), Optional.of(locked)).query())
        .isInstanceOf(ApiException.class);
  }

  @ParameterizedTest
  @CsvSource({"date_joined, never", "date_joined, Today", "last_login, yesterday"})
  void anUnknownPeriodIsRefused(String filter, String value) {
    assertThatThrownBy(() -> filters(Map.of(filter, value)).query())
        .isInstanceOfSatisfying(
            ApiException.class,
            refused ->
                assertThat(refused.codedBody().toString())
                    .contains("codes={" + filter + "=[invalid]}"));
  }

  private static UserFilters filters(Map<String, String> sent) {
    return filters(sent, Optional.empty());
  }

  private static UserFilters filters(Map<String, String> sent, Optional<Set<UserId>> locked) {
    return new UserFilters(
        name -> Optional.ofNullable(sent.get(name)),
        () -> locked,
        Clock.fixed(Instant.parse("2024-02-29T23:59:59.999Z"), ZoneOffset.UTC));
  }
}
