package io.authservice.keycloak.persistence.extra;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.persistence.failure.TableReader;
import io.authservice.keycloak.persistence.issued.Moments;
import io.authservice.keycloak.persistence.model.MembershipSql;
import io.authservice.keycloak.persistence.model.UserModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some users as a model has them, for people to see whether it is right. */
public final class SampleRows {

  private static final Pattern ALGORITHM = Pattern.compile("([a-z][a-z0-9_]{0,31})\\$.*");

  private final Connection connection;
  private final String quote;
  private final String table;
  private final UserModel model;

  private SampleRows(Connection connection, String table, UserModel model) throws SQLException {
    this.connection = connection;
    this.quote = connection.getMetaData().getIdentifierQuoteString();
    this.table = table;
    this.model = model;
  }

  /**
   * The first users by their keys, as members by name. The password is told by its algorithm:
   * {@code unusable}, {@code none} where there is none, and {@code unknown} for what Django has
   * not.
   *
   * @throws SQLException if the database does not answer
   */
  public static List<Map<String, @Nullable Object>> of(
      Connection connection, String table, UserModel model, int most) throws SQLException {
    return new SampleRows(connection, table, model).first(most);
  }

  private List<Map<String, @Nullable Object>> first(int most) throws SQLException {
    List<ExtraAttribute> attributes = model.attributes();
    List<String> columns = new ArrayList<>();
    UserField.ALL.forEach(
        field -> columns.add(model.sql(field, quote, UserRows.ROW) + " as " + field(field)));
    columns.addAll(
        IntStream.range(0, attributes.size())
            .mapToObj(i -> model.sql(attributes.get(i), quote, UserRows.ROW) + " as extra_" + i)
            .toList());
    model.verified(quote, UserRows.ROW).ifPresent(flag -> columns.add(flag + " as is_verified_0"));
    String key = UserRows.ROW + quote + model.key() + quote;
    String sql =
        "select "
            + String.join(", ", columns)
            + from("")
            + model.filter(quote, UserRows.ROW).map(where -> " where " + where).orElse("")
            + " order by "
            + key
            + " limit "
            + most;
    List<Map<String, @Nullable Object>> users =
        TableReader.read(connection, sql, row -> user(row, attributes));
    if (!model.memberships(quote, UserRows.ROW).isEmpty()) {
      for (Map<String, @Nullable Object> user : users) {
        user.put("groups", groups(key, String.valueOf(user.get("id"))));
      }
    }
    return users;
  }

  private String from(String more) {
    return " from " + quote + table + quote + " u" + more;
  }

  private static String field(UserField<?> field) {
    return "field_" + UserField.ALL.indexOf(field);
  }

  private Map<String, @Nullable Object> user(ResultSet row, List<ExtraAttribute> attributes)
      throws SQLException {
    Map<String, @Nullable Object> user = new LinkedHashMap<>();
    for (UserField<?> field : UserField.ALL) {
      user.put(field.column(), value(row, field));
    }
    if (model.verified(quote, UserRows.ROW).isPresent()) {
      user.put("email_verified", row.getBoolean("is_verified_0"));
    }
    Map<String, @Nullable Object> more = new LinkedHashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      Object value = ExtraColumns.value(row, attributes.get(i).kind(), "extra_" + i);
      more.put(attributes.get(i).name(), value instanceof Instant ? value.toString() : value);
    }
    user.put("attributes", more);
    return user;
  }

  private static @Nullable Object value(ResultSet row, UserField<?> field) throws SQLException {
    String column = field(field);
    return switch (field.kind()) {
      case KEY -> row.getObject(column) instanceof Number id ? id : row.getString(column);
      case FLAG -> row.getBoolean(column);
      case MOMENT -> Moments.read(row, column).map(Instant::toString).orElse(null);
      case TEXT ->
          field == UserField.PASSWORD ? algorithm(row.getString(column)) : row.getString(column);
    };
  }

  private static String algorithm(@Nullable String hash) {
    if (hash == null || hash.isEmpty()) {
      return "none";
    }
    Matcher encoded = ALGORITHM.matcher(hash);
    return hash.startsWith("!") ? "unusable" : encoded.matches() ? encoded.group(1) : "unknown";
  }

  private Set<String> groups(String key, String id) throws SQLException {
    Set<String> names = new TreeSet<>();
    for (MembershipSql membership : model.memberships(quote, UserRows.ROW)) {
      String castKey = "cast(" + key + (quote.equals("`") ? " as char)" : " as text)");
      names.addAll(
          TableReader.read(
              connection,
              "select "
                  + membership.name()
                  + " as name"
                  + from(", ")
                  + membership.rows()
                  + " and "
                  + castKey
                  + " = ? and "
                  + membership.name()
                  + " <> '' limit 100",
              row -> row.getString("name"),
              id));
    }
    return names;
  }
}
