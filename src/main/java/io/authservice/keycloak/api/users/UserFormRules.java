package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.UserField.Writer;

/**
 * What a user form depends on besides the request.
 *
 * @param emailRequired whether a user must have an e-mail address
 * @param writer whose fields are read; what others set is passed over
 * @param passwordRequired whether a new user must have a password
 */
public record UserFormRules(boolean emailRequired, Writer writer, boolean passwordRequired) {

  /** Those of the administrators' page: a user may come by an e-mail and a password later. */
  public static final UserFormRules OF_ADMINISTRATORS =
      new UserFormRules(false, Writer.ADMINISTRATORS, false);

  /**
   * Those of the API.
   *
   * @param callerIsStaff whether the caller may set the active and staff flags
   */
  public UserFormRules(boolean emailRequired, boolean callerIsStaff) {
    this(emailRequired, callerIsStaff ? Writer.STAFF : Writer.USERS, true);
  }

  boolean callerIsStaff() {
    return writer != Writer.USERS;
  }
}
