package io.authservice.keycloak.persistence.extra;

import io.authservice.keycloak.account.AccountInUseException;
import io.authservice.keycloak.account.IncompleteRowException;
import io.authservice.keycloak.account.UnfitValueException;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.extra.ExtraValueRefusedException;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.TableReader;
import io.authservice.keycloak.persistence.model.UserModel;
import io.authservice.keycloak.persistence.table.KeyForm;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.Session;

/** {@link AccountExtras} of a bridged database, in statements of its own. */
public final class JdbcAccountExtras implements AccountExtras {

  private final EntityManager em;
  private final DatabaseFailures faults;
  private final Supplier<String> table;
  private final Supplier<UserModel> model;

  /**
   * Asks for nothing yet.
   *
   * @param table that of the users
   * @param model asked for after the database is
   */
  public JdbcAccountExtras(
      EntityManager em,
      DatabaseFailures faults,
      Supplier<String> table,
      Supplier<UserModel> model) {
    this.em = em;
    this.faults = faults;
    this.table = table;
    this.model = model;
  }

  /** What is asked of the connection. */
  private interface Work<T> {
    T of(Connection connection, UserRows users) throws SQLException;
  }

  private <T> T asked(Work<T> work) {
    UserModel known = faults.translating(model);
    return faults.translating(
        () -> {
          em.flush();
          KeyForm key = KeyForm.of(em);
          return em.unwrap(Session.class)
              .doReturningWork(
                  connection ->
                      work.of(
                          connection,
                          new UserRows(
                              table.get(),
                              known,
                              connection.getMetaData().getIdentifierQuoteString(),
                              key)));
        });
  }

  @Override
  public List<ExtraAttribute> attributes() {
    return faults.translating(model).attributes();
  }

  @Override
  public Map<UserId, Map<String, Object>> values(Collection<UserId> accountIds) {
    List<ExtraAttribute> attributes = attributes();
    if (attributes.isEmpty() || accountIds.isEmpty()) {
      return Map.of();
    }
    return asked((connection, users) -> values(connection, users, attributes, accountIds));
  }

  private static Map<UserId, Map<String, Object>> values(
      Connection connection,
      UserRows users,
      List<ExtraAttribute> attributes,
      Collection<UserId> accountIds)
      throws SQLException {
    String columns =
        IntStream.range(0, attributes.size())
            .mapToObj(i -> ", " + sql(users, attributes.get(i)) + " as " + alias(i))
            .collect(Collectors.joining("", users.keyColumn(), ""));
    Map<UserId, Map<String, Object>> found = new HashMap<>();
    for (List<Object> ids : users.portions(accountIds)) {
      TableReader.read(
              connection,
              "select " + columns + users.from() + " where " + users.among(ids.size()),
              row -> Map.entry(users.id(row, 1), values(row, attributes)),
              ids.toArray())
          .forEach(one -> found.put(one.getKey(), one.getValue()));
    }
    return found;
  }

  private static String alias(int attribute) {
    return "extra_" + attribute;
  }

  private static String sql(UserRows users, ExtraAttribute attribute) {
    return users.model().sql(attribute, users.quote(), UserRows.ROW);
  }

  private static Map<String, Object> values(ResultSet row, List<ExtraAttribute> attributes)
      throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      Object value = ExtraColumns.value(row, attributes.get(i).kind(), alias(i));
      if (value != null) {
        values.put(attributes.get(i).name(), value);
      }
    }
    return values;
  }

  @Override
  public void write(UserId accountId, ExtraAttribute attribute, Optional<Object> value) {
    try {
      asked((connection, users) -> write(connection, users, accountId, attribute, value));
    } catch (RuntimeException failure) {
      if (failure instanceof IncompleteRowException
          || failure instanceof AccountInUseException
          || failure instanceof UnfitValueException) {
        throw new ExtraValueRefusedException(attribute.name(), failure);
      }
      throw failure;
    }
  }

  private static int write(
      Connection connection,
      UserRows users,
      UserId accountId,
      ExtraAttribute attribute,
      Optional<Object> value)
      throws SQLException {
    String column = users.model().writtenColumn(attribute).orElseThrow();
    String sql =
        "update "
            + users.quoted(users.table())
            + " set "
            + users.quoted(column)
            + " = "
            + (value.isPresent() ? "?" : "null")
            + " where "
            + users.quoted(users.model().key())
            + " = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      int next = 1;
      if (value.isPresent()) {
        update.setObject(next++, ExtraColumns.stored(value.get(), connection));
      }
      update.setObject(next, users.key().stored(accountId));
      return update.executeUpdate();
    }
  }

  @Override
  public boolean knowVerified() {
    return faults.translating(model).verified("", "").isPresent();
  }

  @Override
  public Set<UserId> verified(Collection<UserId> accountIds) {
    if (!knowVerified() || accountIds.isEmpty()) {
      return Set.of();
    }
    return asked(
        (connection, users) -> {
          Set<UserId> found = new HashSet<>();
          for (List<Object> ids : users.portions(accountIds)) {
            found.addAll(
                ids(connection, users, isVerified(users) + " and " + users.among(ids.size()), ids));
          }
          return found;
        });
  }

  @Override
  public Set<UserId> verified(int most) {
    return knowVerified()
        ? asked(
            (connection, users) ->
                ids(connection, users, isVerified(users) + " limit " + most, List.of()))
        : Set.of();
  }

  private static String isVerified(UserRows users) {
    return users.model().verified(users.quote(), UserRows.ROW).orElseThrow();
  }

  private static Set<UserId> ids(
      Connection connection, UserRows users, String where, List<Object> parameters)
      throws SQLException {
    return new HashSet<>(
        TableReader.read(
            connection,
            "select " + users.keyColumn() + users.from() + " where " + where,
            row -> users.id(row, 1),
            parameters.toArray()));
  }

  @Override
  public boolean haveMemberships() {
    return !faults.translating(model).memberships("", "").isEmpty();
  }

  @Override
  public Map<UserId, Set<String>> memberships(Collection<UserId> accountIds) {
    if (!haveMemberships() || accountIds.isEmpty()) {
      return Map.of();
    }
    return asked((connection, users) -> Memberships.of(connection, users, accountIds));
  }

  @Override
  public Set<UserId> members(String name, int most) {
    return haveMemberships()
        ? asked((connection, users) -> Memberships.members(connection, users, name, most))
        : Set.of();
  }

  @Override
  public Set<UserId> holders(ExtraAttribute attribute, Object value, int most) {
    return asked(
        (connection, users) ->
            ids(
                connection,
                users,
                sql(users, attribute) + " = ? limit " + most,
                List.of(ExtraColumns.stored(value, connection))));
  }
}
