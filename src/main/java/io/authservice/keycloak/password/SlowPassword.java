package io.authservice.keycloak.password;

/** A password stored with a costly hash other than PBKDF2, whose work has no common measure. */
interface SlowPassword extends StoredPassword {

  @Override
  default boolean isOutdated() {
    return true;
  }

  @Override
  default int missingIterations() {
    return 0;
  }
}
