package io.authservice.keycloak.http.limit;

/** Places that all nodes take from. Who takes one has it alone until it is let go by itself. */
interface SharedPlaces extends AutoCloseable {

  /** What became of a wish for a place. */
  enum Outcome {
    MINE,
    TAKEN,
    /** Nobody was asked, or none could say. */
    UNKNOWN
  }

  /**
   * Takes a place.
   *
   * @param seconds it is kept for, at least 1
   */
  Outcome take(String key, long seconds);

  @Override
  default void close() {}
}
