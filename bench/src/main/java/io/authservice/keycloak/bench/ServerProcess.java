package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A server's process with those it started, from outside. */
record ServerProcess(ProcessHandle handle) {

  /** The JVM, without the script that started it. */
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

  /** The processor time it has had so far, in all its threads and processes. */
  Duration processorTime() {
    return Stream.concat(Stream.of(handle), handle.descendants())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What it holds of the machine's memory, in bytes (Linux's {@code VmRSS}). */
  long residentBytes() {
    try (Stream<String> status = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
      return status
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
