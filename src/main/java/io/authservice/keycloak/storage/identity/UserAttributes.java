package io.authservice.keycloak.storage.identity;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.authority.FlagNames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /** The names that differ from the columns': Keycloak's own, and one that says whose id it is. */
  private static final Map<UserField<?>, String> RENAMED =
      Map.of(
          UserField.ID, USER_ID,
          UserField.FIRST_NAME, UserModel.FIRST_NAME,
          UserField.LAST_NAME, UserModel.LAST_NAME);

  private static final Map<String, UserField<?>> FIELDS =
      UserField.OF_ACCOUNT.stream()
          .collect(Collectors.toUnmodifiableMap(UserAttributes::nameOf, field -> field));

  private UserAttributes() {}

  /** The attribute that shows a field. */
  public static String nameOf(UserField<?> field) {
    return RENAMED.getOrDefault(field, field.column());
  }

  /** The field that an attribute shows; empty if it shows none. */
  public static Optional<UserField<?>> field(String name) {
    return Optional.ofNullable(FIELDS.get(name));
  }

  /** Whether the attribute is kept in Django's tables, and so not in federated storage. */
  public static boolean isColumn(String name) {
    return FIELDS.containsKey(name) || name.equals(DJANGO_GROUPS);
  }

  public static Optional<String> read(Account account, String name) {
    return field(name)
        .map(field -> Objects.toString(account.get(field), ""))
        .filter(value -> !value.isEmpty());
  }

  /** Every non-empty column. */
  public static Map<String, List<String>> all(Account account) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      String name = nameOf(field);
      read(account, name).ifPresent(value -> attributes.put(name, List.of(value)));
    }
    return attributes;
  }

  /** What an attribute says of a field; null stands for no value. */
  public static @Nullable Object value(UserField<?> field, @Nullable String attribute) {
    return switch (field.kind()) {
      case KEY -> UserId.read(column(attribute)).orElseThrow(IllegalArgumentException::new);
      case TEXT -> column(attribute);
      case FLAG -> Boolean.valueOf(attribute);
      case MOMENT -> attribute == null ? null : Instant.parse(attribute);
    };
  }

  /** Keycloak's "no value" is null or blank; the columns are never null. */
  public static String column(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
