package io.authservice.keycloak.storage.identity;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.authority.FlagNames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/** The columns of an account under the attribute names Keycloak and its mappers know them by. */
public final class UserAttributes {

  public static final String USER_ID = "user_id";

  /** Shown and searched for; it is changed as Keycloak's own {@code enabled}. */
  public static final String IS_ACTIVE = UserColumns.IS_ACTIVE;

  public static final String IS_STAFF = FlagNames.IS_STAFF;
  public static final String IS_SUPERUSER = FlagNames.IS_SUPERUSER;
  public static final String LAST_LOGIN = UserColumns.LAST_LOGIN;
  public static final String DATE_JOINED = UserColumns.DATE_JOINED;

  /** The names of the user's Django groups; no column, but as little Keycloak's to write. */
  public static final String DJANGO_GROUPS = "django_groups";

  private static final Set<String> COLUMNS =
      Set.of(
          UserModel.USERNAME,
          UserModel.EMAIL,
          UserModel.FIRST_NAME,
          UserModel.LAST_NAME,
          USER_ID,
          IS_ACTIVE,
          IS_STAFF,
          IS_SUPERUSER,
          LAST_LOGIN,
          DATE_JOINED,
          DJANGO_GROUPS);

  private UserAttributes() {}

  /** Whether the attribute is kept in Django's tables, and so not in federated storage. */
  public static boolean isColumn(String name) {
    return COLUMNS.contains(name);
  }

  public static Optional<String> read(Account account, String name) {
    return Optional.ofNullable(all(account).get(name)).map(values -> values.get(0));
  }

  /** Every non-empty column. */
  public static Map<String, List<String>> all(Account account) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    put(attributes, UserModel.USERNAME, account.username());
    put(attributes, UserModel.EMAIL, account.email());
    put(attributes, UserModel.FIRST_NAME, account.firstName());
    put(attributes, UserModel.LAST_NAME, account.lastName());
    put(attributes, USER_ID, Long.toString(account.id()));
    put(attributes, IS_ACTIVE, Boolean.toString(account.active()));
    put(attributes, IS_STAFF, Boolean.toString(account.staff()));
    put(attributes, IS_SUPERUSER, Boolean.toString(account.superuser()));
    put(attributes, DATE_JOINED, account.dateJoined().toString());
    Instant lastLogin = account.lastLogin();
    put(attributes, LAST_LOGIN, lastLogin == null ? "" : lastLogin.toString());
    return attributes;
  }

  /** Keycloak's "no value" is null or blank; the columns are never null. */
  public static String column(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }

  private static void put(Map<String, List<String>> attributes, String name, String value) {
    if (!value.isEmpty()) {
      attributes.put(name, List.of(value));
    }
  }
}
