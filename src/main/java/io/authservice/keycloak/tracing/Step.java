package io.authservice.keycloak.tracing;

/**
 * Something that is under way: what begins meanwhile in the same thread is a part of it. Closed by
 * the thread that began it.
 */
public interface Step extends AutoCloseable {

  /** What the answer said; 500 and above are failures. */
  void status(int code);

  /** How it went, in a word of the server's. */
  void outcome(String word);

  /** It is over. */
  @Override
  void close();
}
