package io.authservice.keycloak.server;

import java.time.Duration;
import java.util.Optional;

/** A server that classes of tests use one after the other. */
public interface SharedServer extends AutoCloseable {

  /**
   * How it ended, with what its log says last; empty while it runs.
   *
   * @param patience how long to wait for an end that may be on its way
   */
  Optional<String> end(Duration patience);

  @Override
  void close();
}
