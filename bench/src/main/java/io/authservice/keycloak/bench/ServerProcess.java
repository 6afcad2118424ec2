package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.JvmCommand;
import io.authservice.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server's process with those it started, from outside. */
record ServerProcess(ProcessHandle handle) {

  private static final Pattern HEAP_USED = Pattern.compile("heap .*used (\\d+)K");

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

  /** Bytes of its heap in use once all there is to collect is collected; empty if it is no JVM. */
  Optional<Long> heapAfterCollection() {
    return handle.info().command().filter(command -> command.endsWith("java")).map(java -> heap());
  }

  private long heap() {
    JvmCommand.run(pid(), "GC.run");
    return heapInUse();
  }

  /** Bytes, what may be collected included. */
  long heapInUse() {
    Matcher used = HEAP_USED.matcher(JvmCommand.run(pid(), "GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("the JVM does not tell of its heap");
    }
    return Long.parseLong(used.group(1)) << 10;
  }

  /** What it holds of the machine's memory, in bytes (Linux's {@code VmRSS}). */
  long residentBytes() {
    return status("VmRSS:") << 10;
  }

  long threads() {
    return status("Threads:");
  }

  private long status(String name) {
    try (Stream<String> status = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
      return status
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
