package io.authservice.keycloak.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A process and its descendants, as seen at one moment: the start script, and the JVM it started.
 */
record ProcessTree(List<ProcessHandle> processes) {

  static ProcessTree of(Process process) {
    return of(process.toHandle());
  }

  static ProcessTree of(ProcessHandle root) {
    return new ProcessTree(Stream.concat(Stream.of(root), root.descendants()).toList());
  }

  boolean isAlive() {
    return processes.stream().anyMatch(ProcessHandle::isAlive);
  }

  /** Ends them at once and returns when they are gone. */
  void kill() {
    List<ProcessHandle> alive = processes.stream().filter(ProcessHandle::isAlive).toList();
    alive.forEach(ProcessHandle::destroyForcibly);
    alive.stream().map(ProcessHandle::onExit).forEach(CompletableFuture::join);
  }
}
