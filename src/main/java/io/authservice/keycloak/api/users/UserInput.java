package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.UserField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a user that a request sets; what it leaves out, and what the caller may not set, is
 * missing. Texts are trimmed and not normalised, the password is plain.
 */
public final class UserInput {

  private final Map<UserField<?>, Object> values;
  private final Map<String, List<@Nullable Object>> attributes;

  /** Values of their fields' kinds. */
  UserInput(Map<UserField<?>, Object> values) {
    this(values, Map.of());
  }

  private UserInput(
      Map<UserField<?>, Object> values, Map<String, List<@Nullable Object>> attributes) {
    this.values = Map.copyOf(values);
    this.attributes = Map.copyOf(attributes);
  }

  /** The same, and attributes that the user model adds: of each the old value and the new one. */
  UserInput with(Map<String, List<@Nullable Object>> changed) {
    return new UserInput(values, changed);
  }

  /** The old and the new value of each attribute that is set. */
  Map<String, List<@Nullable Object>> attributes() {
    return attributes;
  }

  /** What is sent for a field. */
  @SuppressWarnings("unchecked") // the form reads each by its kind
  public <T> Optional<T> get(UserField<T> field) {
    return Optional.ofNullable((T) values.get(field));
  }

  /** Names the fields that are set, never their values. */
  @Override
  public String toString() {
    return "UserInput" + values.keySet() + attributes.keySet();
  }
}
