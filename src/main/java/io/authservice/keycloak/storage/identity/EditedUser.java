package io.authservice.keycloak.storage.identity;

import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.UserModel;
import org.keycloak.validate.ValidationContext;

/** The user whose profile is looked at, where Keycloak's user profile tells validators. */
final class EditedUser {

  private EditedUser() {}

  /**
   * What the user has already.
   *
   * @param value as the user model has it; null for none
   */
  static Optional<String> own(ValidationContext context, Function<UserModel, String> value) {
    return context.getAttributes().get(UserModel.class.getName()) instanceof UserModel user
        ? Optional.ofNullable(value.apply(user))
        : Optional.empty();
  }
}
