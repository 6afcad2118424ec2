package io.authservice.keycloak.persistence.index;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * Which indexes a Django database lacks for look-ups and searches to be quick. Indexes are known by
 * what they index, whatever their names.
 */
public final class MissingIndexes {

  /** Below this a scan is no matter. */
  private static final long MANY_USERS = 10_000;

  /** The columns by whose parts users are searched for. */
  static final Set<String> SEARCHED =
      UserField.TEXTS.stream().map(UserField::column).collect(Collectors.toUnmodifiableSet());

  /** Those by which users are looked up whole. */
  private static final List<String> LOOKED_UP =
      List.of(UserField.USERNAME.column(), UserField.EMAIL.column());

  /** Each key of each usable index of a table that holds all rows, as {@code method|class|key}. */
  private static final String KEYS =
      """
      select m.amname || '|' || o.opcname || '|' || k.key || '|'
          || pg_get_indexdef(i.indexrelid, k.key, true)
      from pg_index i
      join pg_class c on c.oid = i.indexrelid
      join pg_am m on m.oid = c.relam
      cross join lateral generate_series(1, i.indnatts::int) as k(key)
      join pg_opclass o on o.oid = i.indclass[k.key - 1]
      where i.indrelid = to_regclass(?) and i.indisvalid and i.indpred is null
      """;

  private final EntityManager em;
  private final DatabaseFailures faults;
  private final Supplier<String> userTable;

  /**
   * Asks nothing yet.
   *
   * @param userTable the table of Django's user model
   */
  public MissingIndexes(EntityManager em, DatabaseFailures faults, Supplier<String> userTable) {
    this.em = em;
    this.faults = faults;
    this.userTable = userTable;
  }

  /**
   * Names for what is missing, as the pages have them; empty in other databases than PostgreSQL,
   * and where there are few users.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public List<String> names() {
    return faults.translating(
        () -> em.unwrap(Session.class).doReturningWork(connection -> names(connection)));
  }

  private List<String> names(Connection connection) throws SQLException {
    if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      return List.of();
    }
    String table = userTable.get();
    String quoted = "\"" + table.replace("\"", "\"\"") + "\"";
    long users =
        texts(
                connection,
                "select reltuples::bigint::text from pg_class where oid = to_regclass(?)",
                quoted)
            .stream()
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElse(0);
    return users <= MANY_USERS ? List.of() : missing(table, texts(connection, KEYS, quoted));
  }

  /**
   * @param keys as {@code method|operator class|number|text}
   */
  static List<String> missing(String table, List<String> keys) {
    Set<String> whole = new LinkedHashSet<>();
    Set<String> parts = new LinkedHashSet<>();
    for (String key : keys) {
      String[] found = key.split("\\|", 4);
      String column = loweredColumn(found[3]);
      if (found[0].equals("btree") && found[2].equals("1")) {
        whole.add(column);
      } else if (found[1].equals("gin_trgm_ops") || found[1].equals("gist_trgm_ops")) {
        parts.add(column);
      }
    }
    List<String> missing = new ArrayList<>();
    for (String column : LOOKED_UP) {
      if (!whole.contains(column)) {
        missing.add(table + "_lower_" + column);
      }
    }
    if (!parts.containsAll(SEARCHED)) {
      missing.add(table + "_search");
    }
    return missing;
  }

  /** The column of {@code lower(column::text)}; empty if it is anything else. */
  private static String loweredColumn(String expression) {
    String bare = expression.replaceAll("::(text|character varying(\\(\\d+\\))?)", "");
    String inner = bare.replaceFirst("^lower\\(\\(?\"?(\\w+)\"?\\)?\\)$", "$1");
    return inner.equals(bare) ? "" : inner;
  }

  private static List<String> texts(Connection connection, String sql, String parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      List<String> texts = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
      return texts;
    }
  }
}
