package io.authservice.keycloak.api.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a user, as admin events tell it. It holds no password and no hash.
 *
 * @param changed the old value and the new one of each column that is another, by its name; the old
 *     one of a new user is null
 */
@JsonPropertyOrder({"id", "username", "changed"})
public record UserDifference(
    @JsonProperty("id") @JsonSerialize(using = UserRecord.IdSerializer.class) UserId id,
    @JsonProperty("username") String username,
    @JsonProperty("changed") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, List<@Nullable Object>> changed) {

  public UserDifference {
    changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
  }

  /** Of a user who was not there before: what it has. */
  public static UserDifference ofNew(Account created) {
    UserDifference all = of(created);
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      Object value = created.get(field);
      if (isChanged(field) && !"".equals(value)) {
        all = all.with(field.column(), null, value);
      }
    }
    return all;
  }

  /** Of a user who is as it was but for some columns. */
  public static UserDifference between(Account before, Account after) {
    UserDifference all = of(after);
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      if (isChanged(field) && !Objects.equals(before.get(field), after.get(field))) {
        all = all.with(field.column(), before.get(field), after.get(field));
      }
    }
    return all;
  }

  /** Of a user who is gone, or to whom something was done that no column tells. */
  public static UserDifference of(Account account) {
    return new UserDifference(account.id(), account.username(), Map.of());
  }

  /** The same, and something else that has changed. */
  public UserDifference with(String name, @Nullable Object before, @Nullable Object after) {
    Map<String, List<@Nullable Object>> more = new LinkedHashMap<>(changed);
    more.put(name, Arrays.asList(before, after));
    return new UserDifference(id, username, more);
  }

  /** Whether nothing is another than before. */
  public boolean changesNothing() {
    return changed.isEmpty();
  }

  /** What somebody sets; the rest comes about by itself. */
  private static boolean isChanged(UserField<?> field) {
    return field.isSetBy(UserField.Writer.ADMINISTRATORS);
  }
}
