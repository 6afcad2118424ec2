package io.authservice.keycloak.account.key;

/** What the ids of all users of a table are. */
public enum UserIdKind {
  INTEGER("integers"),
  UUID("UUIDs");

  private final String plural;

  UserIdKind(String plural) {
    this.plural = plural;
  }

  public static UserIdKind of(UserId id) {
    return id instanceof UserId.Universal ? UUID : INTEGER;
  }

  /** For people to read. */
  public String plural() {
    return plural;
  }
}
