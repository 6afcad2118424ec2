package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A time by its name, as the filters of Django's admin have it ({@code DateFieldListFilter}): by
 * days of the calendar in UTC, today included.
 */
enum DatePeriod {
  TODAY,
  /** Today and the seven days before. */
  WEEK,
  /** This month of the calendar. */
  MONTH,
  /** This year of the calendar. */
  YEAR,
  /** No moment at all. */
  NEVER;

  /** The names that a field can be asked for. */
  static List<String> namesFor(UserField<?> moment) {
    return Arrays.stream(values())
        .filter(period -> period.isOf(moment))
        .map(DatePeriod::text)
        .toList();
  }

  /** The period of a name; empty if there is none, or the field cannot be asked for it. */
  static Optional<DatePeriod> of(String text, UserField<?> moment) {
    return Arrays.stream(values())
        .filter(period -> period.text().equals(text) && period.isOf(moment))
        .findFirst();
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean isOf(UserField<?> moment) {
    return this != NEVER || moment.isNullable();
  }

  /** What a moment of an account must meet on this day. */
  AccountQuery.Condition condition(UserField<?> moment, LocalDate today) {
    LocalDate tomorrow = today.plusDays(1);
    LocalDate month = today.withDayOfMonth(1);
    LocalDate year = today.withDayOfYear(1);
    return switch (this) {
      case TODAY -> within(moment, today, tomorrow);
      case WEEK -> within(moment, today.minusDays(7), tomorrow);
      case MONTH -> within(moment, month, month.plusMonths(1));
      case YEAR -> within(moment, year, year.plusYears(1));
      case NEVER -> new AccountQuery.Lacks(moment);
    };
  }

  private static AccountQuery.Within within(UserField<?> moment, LocalDate from, LocalDate before) {
    return new AccountQuery.Within(moment, midnight(from), midnight(before));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
