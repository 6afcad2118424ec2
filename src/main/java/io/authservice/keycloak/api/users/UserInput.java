package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.UserField;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a user that a request sets; what it leaves out, and what the caller may not set, is
 * missing. Texts are trimmed and not normalised, the password is plain.
 */
public final class UserInput {

  private final Map<UserField<?>, Object> values;

  /** Values of their fields' kinds. */
  UserInput(Map<UserField<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  /** What is sent for a field. */
  @SuppressWarnings("unchecked") // the form reads each by its kind
  public <T> Optional<T> get(UserField<T> field) {
    return Optional.ofNullable((T) values.get(field));
  }

  /** Names the fields that are set, never their values. */
  @Override
  public String toString() {
    return "UserInput" + values.keySet();
  }
}
