package io.authservice.keycloak.persistence.extra;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.failure.TableReader;
import io.authservice.keycloak.persistence.model.MembershipSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tables of memberships that only a project has. */
final class Memberships {

  private Memberships() {}

  static Map<UserId, Set<String>> of(
      Connection connection, UserRows users, Collection<UserId> accountIds) throws SQLException {
    Map<UserId, Set<String>> found = new HashMap<>();
    for (MembershipSql membership : all(users)) {
      for (List<Object> ids : users.portions(accountIds)) {
        TableReader.read(
                connection,
                select(users, membership, ", " + membership.name())
                    + " and "
                    + users.among(ids.size()),
                row -> Map.entry(users.id(row, 1), String.valueOf(row.getString(2))),
                ids.toArray())
            .forEach(
                one ->
                    found.computeIfAbsent(one.getKey(), id -> new TreeSet<>()).add(one.getValue()));
      }
    }
    return found;
  }

  static Set<UserId> members(Connection connection, UserRows users, String name, int most)
      throws SQLException {
    Set<UserId> found = new HashSet<>();
    for (MembershipSql membership : all(users)) {
      found.addAll(
          TableReader.read(
              connection,
              select(users, membership, "") + " and " + membership.name() + " = ? limit " + most,
              row -> users.id(row, 1),
              name));
    }
    return found;
  }

  private static List<MembershipSql> all(UserRows users) {
    return users.model().memberships(users.quote(), UserRows.ROW);
  }

  /** A name that is missing or blank is none. */
  private static String select(UserRows users, MembershipSql membership, String more) {
    return "select "
        + users.keyColumn()
        + more
        + users.from()
        + ", "
        + membership.rows()
        + " and "
        + membership.name()
        + " <> ''";
  }
}
