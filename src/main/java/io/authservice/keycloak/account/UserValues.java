package io.authservice.keycloak.account;

import org.jspecify.annotations.Nullable;

/** What is known of a user, by field. */
public interface UserValues {

  /**
   * The value of a field.
   *
   * @throws IllegalArgumentException if the field is not among what is known
   */
  <T extends @Nullable Object> T get(UserField<T> field);
}
