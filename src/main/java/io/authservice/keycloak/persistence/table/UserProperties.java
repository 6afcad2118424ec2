package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.UserField;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Fields of users by the names that the entity has for them, as queries need them. */
public final class UserProperties {

  private UserProperties() {}

  /** What a query selects of users that it calls {@code u}, in the order of the fields. */
  public static String selected(List<UserField<?>> fields) {
    return fields.stream().map(field -> "u." + of(field)).collect(Collectors.joining(", "));
  }

  /** {@code date_joined} is {@code dateJoined}, and {@code is_staff} is {@code staff}. */
  public static String of(UserField<?> field) {
    String[] words = field.column().replaceFirst("^is_", "").split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }
}
