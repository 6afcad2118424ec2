package io.authservice.keycloak.password;

/** What comparing a password with a stored one found. */
public enum Verification {
  /** The password is right and stored as well as new passwords are. */
  MATCH,
  /**
   * The password is right, but stored in a weaker format, with less work or with a shorter salt
   * than it should be: the caller may store {@link DjangoPasswords#encode} of it instead.
   */
  MATCH_OUTDATED,
  /** The password is wrong, or the stored one can be matched by no password. */
  NO_MATCH;

  /** Whether the password is right. */
  public boolean isMatch() {
    return this != NO_MATCH;
  }
}
