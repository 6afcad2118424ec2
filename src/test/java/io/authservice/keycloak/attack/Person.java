package io.authservice.keycloak.attack;

/**
 * Somebody on the stage.
 *
 * @param id Keycloak's
 * @param token of the realm's command-line client, or of the client itself; empty for nobody
 */
record Person(String id, String name, String token) {

  static final Person NOBODY = new Person("", "", "");
}
