package io.authservice.keycloak.account.survey;

/** Looks at users, one after the other, and keeps none of them. */
@FunctionalInterface
public interface SurveyedUsers {

  /**
   * A user.
   *
   * @param password as it is stored; blank where there is none
   * @param email blank where there is none
   */
  void user(String password, String username, String email, boolean active);
}
