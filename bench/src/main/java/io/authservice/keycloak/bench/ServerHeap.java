package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of a server's JVM, from outside, by its log of collections. Sizes are in bytes. */
final class ServerHeap {

  private static final String LOG = "-collections.log";

  /** Such as {@code Pause Young (Normal) (G1 Evacuation Pause) 93M->61M(128M)}. */
  private static final Pattern PAUSE = Pattern.compile("Pause \\w+ .*?(\\d+)M->(\\d+)M\\(\\d+M\\)");

  private final ServerProcess process;
  private final Path log;
  private int seen;

  ServerHeap(KeycloakServer server) {
    process = ServerProcess.of(server);
    String node = server.log().getFileName().toString().replace(".log", "");
    log = log(server.log().getParent(), node);
  }

  static Path log(Path directory, String node) {
    return directory.resolve(node + LOG);
  }

  /** Collects everything there is to collect first. */
  long usedAfterCollection() {
    return process.heapAfterCollection().orElseThrow();
  }

  void forgetPeak() {
    seen = pauses().size();
  }

  /** The most that a collection left over since; -1 if there was none. */
  long peakAfterCollections() {
    return pauses().stream().skip(seen).mapToLong(Long::longValue).max().orElse(-1);
  }

  private List<Long> pauses() {
    try {
      return Files.readAllLines(log).stream()
          .map(PAUSE::matcher)
          .filter(Matcher::find)
          .map(pause -> Long.parseLong(pause.group(2)) << 20)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
