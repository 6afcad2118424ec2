package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import java.time.Duration;

/** A server's JVM, from outside. */
record ServerProcess(ProcessHandle handle) {

  static ServerProcess of(KeycloakServer server) {
    return new ServerProcess(
        server.processes().stream()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .findFirst()
            .orElseThrow());
  }

  long pid() {
    return handle.pid();
  }

  /** The processor time it has had so far, in all its threads. */
  Duration processorTime() {
    return handle.info().totalCpuDuration().orElseThrow();
  }
}
