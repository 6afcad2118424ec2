package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Where a list is not that of all users, in the order of their ids. */
final class UserListComparison {
  private final List<JsonNode> rows;

  private UserListComparison(JsonNode came) {
    rows = StreamSupport.stream(came.spliterator(), false).toList();
  }

  /**
   * @param among some of the users; all others have the same members
   * @return one sentence for each difference
   */
  static List<String> of(JsonNode among, JsonNode came) {
    boolean users =
        came.isArray()
            && StreamSupport.stream(came.spliterator(), false)
                .allMatch(row -> row.path("id").isIntegralNumber());
    return users
        ? new UserListComparison(came).differences(among)
        : List.of("body: recorded a list of users, came " + came);
  }

  private List<String> differences(JsonNode among) {
    List<String> found = new ArrayList<>();
    List<Long> ids = rows.stream().map(row -> row.path("id").asLong()).toList();
    if (!ids.equals(ids.stream().sorted().toList())) {
      found.add("body: recorded in the order of ids, came " + ids);
    }
    for (JsonNode user : among) {
      found.addAll(
          row(user)
              .map(row -> JsonComparison.of("body", user, row))
              .orElseGet(() -> List.of("body: recorded and missing: " + user)));
    }
    TreeSet<String> members = new TreeSet<>();
    rows.forEach(row -> row.fieldNames().forEachRemaining(members::add));
    among.get(0).fieldNames().forEachRemaining(members::remove);
    if (!members.isEmpty()) {
      found.add("body: not recorded of any user: " + members);
    }
    return found;
  }

  private Optional<JsonNode> row(JsonNode user) {
    return rows.stream()
        .filter(row -> row.path("username").equals(user.path("username")))
        .findFirst();
  }
}
