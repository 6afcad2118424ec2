package io.authservice.keycloak.api.view;

import java.util.List;

/** The views of the API, as OPTIONS answers and pages call them. */
public enum ViewName {
  USER_LIST_CREATE("User List Create", ""),
  USER_RETRIEVE_UPDATE_DESTROY("User Retrieve Update Destroy", ""),
  ME("Me", ""),
  TOKEN_OBTAIN_PAIR(
      "Token Obtain Pair",
      "Takes a set of user credentials and returns an access and refresh JSON web\n"
          + "token pair to prove the authentication of those credentials."),
  TOKEN_REFRESH(
      "Token Refresh",
      "Takes a refresh type JSON web token and returns an access type JSON web\n"
          + "token if the refresh token is valid."),
  TOKEN_VERIFY(
      "Token Verify",
      "Takes a token and indicates if it is valid.  This view provides no\n"
          + "information about a token's fitness for a particular use."),
  TOKEN_BLACKLIST(
      "Token Blacklist",
      "Takes a token and blacklists it. Must be used with the\n"
          + "`rest_framework_simplejwt.token_blacklist` app installed."),
  SCHEMA("Schema", "The API as an OpenAPI document, version 3.1."),
  LOGIN("Login", "Logs in by a password."),
  LOGOUT("Logout", "Ends the session of a refresh token."),
  USER_DETAILS("User Details", "The caller."),
  REGISTRATION("User List", "Registers a user."),
  OWN_ACCOUNT("User Me", "The caller."),
  PASSWORD_CHANGE("Password Change", "Sets a new password of the caller, who knows the old one."),
  PASSWORD_RESET("Password Reset", "Mails a link for a new password."),
  PASSWORD_RESET_CONFIRM("Password Reset Confirm", "Sets a new password by a mailed token."),
  EMAIL_VERIFICATION("Verify Email", "Verifies an e-mail address by a mailed token."),
  EMAIL_VERIFICATION_MAIL("Resend Email Verification", "Mails a link that verifies an address.");

  private final String human;
  private final String description;

  ViewName(String human, String description) {
    this.human = human;
    this.description = description;
  }

  /** The name people read. */
  public String human() {
    return human;
  }

  /** What its answers can be read as, in the order of preference. */
  List<Rendering> renderings() {
    return this == SCHEMA ? Rendering.OF_DOCUMENTS : Rendering.OF_VIEWS;
  }

  /** What the view does, in lines; empty when its name says it. */
  public String description() {
    return description;
  }
}
