package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.model.UserModel;

/** What the text of a user model says beyond the fields, for those who read no users by it. */
public final class UserModelOutline {

  private UserModelOutline() {}

  /**
   * Of a text; of none there is nothing.
   *
   * @throws DatabaseRefusedException with the line that is not understood
   */
  public static ExtraOutline of(String userModel) {
    return UserModel.read(userModel).outline();
  }
}
