package io.authservice.keycloak.attack;

import io.restassured.response.Response;

/** One thing that an attacker tries. */
record Attack(String name, Deed deed) {

  /** What is done. */
  interface Deed {
    Response by(Attacker attacker);
  }

  @Override
  public String toString() {
    return name;
  }
}
