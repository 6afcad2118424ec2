package io.authservice.keycloak.persistence.own;

import io.authservice.keycloak.account.key.UserIdKind;
import java.util.Arrays;
import java.util.List;

/**
 * The tables in Keycloak's own database that a realm keeps its users in.
 *
 * @param prefix what their names begin with, without the underscore after it; empty for those that
 *     are there without being asked for
 * @param kind what the ids of the users are: there is a table of users for each
 */
public record OwnTables(String prefix, UserIdKind kind) {

  /** What a realm uses that asks for nothing. */
  public static final OwnTables PLAIN = new OwnTables("", UserIdKind.INTEGER);

  /** The table of users as the entities call it. */
  private static final String CARRIED = "users_user";

  private static final String UUIDS = "users_uuiduser";

  /** Those with a prefix for each kind of id. */
  public static List<OwnTables> all(String prefix) {
    return Arrays.stream(UserIdKind.values()).map(kind -> new OwnTables(prefix, kind)).toList();
  }

  /** What the names of a prefix's tables begin with. */
  static String start(String prefix) {
    return prefix.isEmpty() ? "" : prefix + "_";
  }

  /** The table of users. Those of memberships and permissions begin with its name. */
  public String users() {
    return named(CARRIED);
  }

  /** The name of a table that the entities call so. */
  String named(String carried) {
    boolean ofUsers = carried.equals(CARRIED) || carried.startsWith(CARRIED + "_");
    return start(prefix)
        + (ofUsers && kind == UserIdKind.UUID
            ? UUIDS + carried.substring(CARRIED.length())
            : carried);
  }

  /** Those for users whose ids are of a kind. */
  public OwnTables of(UserIdKind other) {
    return new OwnTables(prefix, other);
  }
}
