package io.authservice.keycloak.logging;

/** What the codes of all lines have in common, such as {@code AUTHSVC060}. */
final class Code {

  static final String PREFIX = "AUTHSVC";

  static final int DIGITS = 3;

  /** Before the name of a room: what operators set the level of lines by. */
  static final String ROOMS = "io.authservice.keycloak.";

  private Code() {}
}
