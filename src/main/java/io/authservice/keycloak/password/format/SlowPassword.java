package io.authservice.keycloak.password.format;

import java.util.OptionalInt;

/** A password stored with a costly hash other than PBKDF2, whose work has no common measure. */
interface SlowPassword extends StoredPassword {

  @Override
  default OptionalInt iterations() {
    return OptionalInt.empty();
  }
}
