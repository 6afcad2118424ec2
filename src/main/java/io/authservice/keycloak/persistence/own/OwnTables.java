package io.authservice.keycloak.persistence.own;

import io.authservice.keycloak.account.key.UserIdKind;
import java.util.Arrays;
import java.util.List;

/** Our tables of users: one for each kind of id. */
public final class OwnTables {

  private static final String INTEGERS = "users_user";
  private static final String UUIDS = "users_uuiduser";

  private OwnTables() {}

  /** The table of users of a kind. Those of memberships and permissions begin with its name. */
  public static String ofUsers(UserIdKind kind) {
    return switch (kind) {
      case INTEGER -> INTEGERS;
      case UUID -> UUIDS;
    };
  }

  /** All of {@link #ofUsers}. */
  public static List<String> all() {
    return Arrays.stream(UserIdKind.values()).map(OwnTables::ofUsers).toList();
  }
}
