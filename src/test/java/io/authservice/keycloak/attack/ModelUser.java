package io.authservice.keycloak.attack;

/** What must be true of one user, after all that was done to it. */
final class ModelUser {

  /** Of one who only ever came by the identity provider. */
  static final String NO_PASSWORD = "no password at all";

  final long id;
  String name;
  String email;
  String password = Stage.PASSWORD;
  boolean active = true;
  boolean member;

  /** By whose name the identity provider knows the user; empty if it does not. */
  String linked = "";

  /** The last access token; empty if there is none that should be accepted. */
  String token = "";

  ModelUser(long id, String name, String email) {
    this.id = id;
    this.name = name;
    this.email = email;
  }

  /** As a row of the table. */
  String row() {
    return id + "|" + name + "|" + email + "|" + (active ? "t" : "f");
  }

  @Override
  public String toString() {
    return row() + (linked.isEmpty() ? "" : " linked to " + linked) + (member ? " member" : "");
  }
}
