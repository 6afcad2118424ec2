package io.authservice.keycloak.persistence.proposal;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.survey.RowCount;
import io.authservice.keycloak.account.survey.Survey;
import io.authservice.keycloak.account.survey.SurveyOrder;
import io.authservice.keycloak.account.survey.SurveyedUsers;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.TableReader;
import io.authservice.keycloak.persistence.model.UserModel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts tables and looks at some users, in one transaction that only reads. No statement reads
 * more than so many rows; a table that may not be read, or not in time, is passed over.
 */
final class DatabaseSurvey {

  /** Rows of a table that are counted, or looked at. */
  static final int MOST_ROWS = 100_000;

  private static final int MOST_MIGRATIONS = 20_000;
  private static final int MOST_PROVIDERS = 100;
  private static final int MOST_OTHERS = 100;
  private static final int FETCHED = 1000;
  private static final String MIGRATIONS = "django_migrations";

  private final Connection connection;
  private final SurveyOrder order;
  private final Instant end;
  private final TableCatalog catalog;
  private final String quote;
  private boolean complete = true;

  DatabaseSurvey(Connection connection, SurveyOrder order, Instant now) throws SQLException {
    this.connection = connection;
    this.order = order;
    this.end = now.plus(order.patience());
    this.catalog = TableCatalog.of(connection);
    this.quote = connection.getMetaData().getIdentifierQuoteString();
  }

  /**
   * Looks.
   *
   * @param model by which users are looked at; empty if by none
   * @param users who looks at them
   */
  Survey of(String userTable, Optional<UserModel> model, SurveyedUsers users) throws SQLException {
    Map<String, RowCount> tables = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    int otherNumber = 0;
    for (FoundTable table : catalog.all()) {
      String name = table.name();
      if (order.tables().contains(name)
          || name.equals(userTable)
          || name.equals(userTable + "_groups")
          || name.equals(userTable + "_user_permissions")) {
        tables.put(name, isLate() ? RowCount.unread() : count(name));
      } else if (!name.equals(MIGRATIONS)) {
        otherNumber++;
        if (others.size() < MOST_OTHERS) {
          others.add(name);
        }
      }
    }
    if (model.isPresent() && tables.containsKey(userTable) && !isLate()) {
      look(userTable, model.get(), users);
    }
    return new Survey(
        Optional.of(product()), migrations(), tables, providers(), others, otherNumber, complete);
  }

  private Survey.Product product() throws SQLException {
    return new Survey.Product(
        connection.getMetaData().getDatabaseProductName(),
        connection.getMetaData().getDatabaseProductVersion());
  }

  private boolean isLate() {
    boolean late = Instant.now().isAfter(end);
    complete &= !late;
    return late;
  }

  private RowCount count(String table) throws SQLException {
    Optional<Long> counted =
        number(
            "select count(*) as n from (select 1 as one from "
                + quoted(table)
                + " limit "
                + (MOST_ROWS + 1)
                + ") counted");
    if (counted.isEmpty()) {
      complete = false;
      return RowCount.unread();
    }
    return counted.get() <= MOST_ROWS
        ? RowCount.exact(counted.get())
        : estimate(table)
            .filter(rows -> rows > MOST_ROWS)
            .map(rows -> new RowCount(rows, RowCount.Exactness.ESTIMATE))
            .orElse(new RowCount(MOST_ROWS, RowCount.Exactness.AT_LEAST));
  }

  /** What the planner reckons by; SQLite has nothing of the kind. */
  private Optional<Long> estimate(String table) throws SQLException {
    return switch (product().name()) {
      case "PostgreSQL" ->
          number(
              "select cast(reltuples as bigint) as n from pg_class where oid = to_regclass(?)",
              quoted(table));
      case "SQLite" -> Optional.empty();
      default ->
          number(
              "select table_rows as n from information_schema.tables"
                  + " where table_schema = database() and table_name = ?",
              table);
    };
  }

  private Optional<Long> number(String sql, Object... parameters) throws SQLException {
    return rows(sql, row -> row.getLong("n"), parameters)
        .flatMap(rows -> rows.stream().findFirst());
  }

  private Map<String, List<String>> migrations() throws SQLException {
    Map<String, List<String>> applied = new TreeMap<>();
    if (catalog.has(MIGRATIONS, "app", "name") && !isLate()) {
      read(
          "select app, name from " + quoted(MIGRATIONS) + " limit " + MOST_MIGRATIONS,
          row -> {
            if (order.applications().contains(text(row, "app"))) {
              applied
                  .computeIfAbsent(text(row, "app"), first -> new ArrayList<>())
                  .add(text(row, "name"));
            }
          });
    }
    return applied;
  }

  private Map<String, Long> providers() throws SQLException {
    Map<String, Long> links = new TreeMap<>();
    for (String table : order.linkTables()) {
      if (catalog.has(table, "provider") && !isLate()) {
        read(
            "select provider, count(*) as n from (select provider from "
                + quoted(table)
                + " limit "
                + MOST_ROWS
                + ") links group by provider limit "
                + MOST_PROVIDERS,
            row -> links.merge(text(row, "provider"), row.getLong("n"), Long::sum));
      }
    }
    return links;
  }

  private void look(String table, UserModel model, SurveyedUsers users) throws SQLException {
    String sql =
        "select "
            + String.join(
                ", ",
                model.sql(UserField.PASSWORD, quote, "u.") + " as p",
                model.sql(UserField.USERNAME, quote, "u.") + " as n",
                model.sql(UserField.EMAIL, quote, "u.") + " as e",
                model.sql(UserField.ACTIVE, quote, "u.") + " as a")
            + " from "
            + quoted(table)
            + " u"
            + model.filter(quote, "u.").map(where -> " where " + where).orElse("")
            + " limit "
            + MOST_ROWS;
    read(
        sql,
        row -> users.user(text(row, "p"), text(row, "n"), text(row, "e"), row.getBoolean("a")));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNullElse(row.getString(column), "");
  }

  /** Empty where the database refuses the statement, and goes on. */
  private <T> Optional<List<T>> rows(String sql, TableReader.Row<T> reading, Object... parameters)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    return read(sql, row -> rows.add(reading.read(row)), parameters)
        ? Optional.of(rows)
        : Optional.empty();
  }

  /** Takes the row that a result set is at. */
  private interface Taking {
    void take(ResultSet row) throws SQLException;
  }

  private boolean read(String sql, Taking taking, Object... parameters) throws SQLException {
    // PostgreSQL would refuse all further statements of a transaction in which one has failed.
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement find = connection.prepareStatement(sql)) {
      find.setFetchSize(FETCHED);
      for (int i = 0; i < parameters.length; i++) {
        find.setObject(i + 1, parameters[i]);
      }
      try (ResultSet found = find.executeQuery()) {
        while (found.next()) {
          taking.take(found);
        }
      }
      return true;
    } catch (SQLException refused) {
      if (!DatabaseFailures.isOutage(refused) || DatabaseFailures.isContention(refused)) {
        connection.rollback(before);
        complete = false;
        return false;
      }
      throw refused;
    }
  }

  private String quoted(String name) {
    return quote + name + quote;
  }
}
