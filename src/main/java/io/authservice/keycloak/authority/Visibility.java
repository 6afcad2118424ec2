package io.authservice.keycloak.authority;

/** What a user without staff status sees of others over the API. */
public enum Visibility {
  /** Only itself: the list holds the caller alone, other ids do not exist. */
  OWN,
  /** Everyone, as in the original service. Reads only. */
  ALL
}
