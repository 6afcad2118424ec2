package io.authservice.keycloak.contract;

/** A header line of HTTP. */
record Header(String name, String value) {

  boolean isCalled(String other) {
    return name.equalsIgnoreCase(other);
  }
}
