package io.authservice.keycloak.server;

import java.util.List;
import java.util.stream.Stream;

/** What the JVM of a server keeps in its heap once all there is to collect is collected. */
public final class ServerMemory {

  /** Such as {@code 12: 345 6789 java.lang.String (java.base@17)}. */
  private record Row(long instances, long bytes, String type) {

    private static Stream<Row> of(String line) {
      String[] words = line.strip().split("\\s+", -1);
      return words.length >= 4 && words[0].matches("\\d+:")
          ? Stream.of(new Row(Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]))
          : Stream.empty();
    }
  }

  private final long pid;

  ServerMemory(List<ProcessHandle> processes) {
    pid =
        processes.stream()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .findFirst()
            .orElseThrow()
            .pid();
  }

  /** In bytes. */
  public long used() {
    return histogram().stream().mapToLong(Row::bytes).sum();
  }

  /**
   * How many instances of a class there are.
   *
   * @param type with its package
   */
  public long instances(String type) {
    return histogram().stream()
        .filter(row -> row.type().equals(type))
        .mapToLong(Row::instances)
        .sum();
  }

  private List<Row> histogram() {
    return JvmCommand.run(pid, "GC.class_histogram").lines().flatMap(Row::of).toList();
  }
}
