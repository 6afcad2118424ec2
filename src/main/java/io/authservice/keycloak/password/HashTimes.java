package io.authservice.keycloak.password;

/** Told of each hash that was computed, be the password right or wrong. */
@FunctionalInterface
public interface HashTimes {

  /** For those who do not ask. */
  HashTimes IGNORED = (format, nanos) -> {};

  /**
   * A hash was computed.
   *
   * @param format Django's name of its algorithm
   * @param nanos how long that took, with what it waited for memory
   */
  void computed(String format, long nanos);
}
