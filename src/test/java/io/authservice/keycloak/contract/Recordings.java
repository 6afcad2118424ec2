package io.authservice.keycloak.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All recorded cases, and in which of them the answer may differ. */
record Recordings(List<RecordedCase> cases, Differences differences) {
  private static final Path DIRECTORY = Path.of("src/test/contract");
  private static final String COMMON = "common.txt";

  Recordings {
    cases = List.copyOf(cases);
  }

  static Recordings read() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      List<Path> views =
          files
              .filter(file -> file.toString().endsWith(".txt") && !file.endsWith(COMMON))
              .sorted()
              .toList();
      List<RecordedCase> cases = new ArrayList<>();
      for (Path view : views) {
        Notation notation = new Notation();
        CaseFile.read(DIRECTORY.resolve(COMMON), notation);
        cases.addAll(CaseFile.read(view, notation));
      }
      return new Recordings(cases, Differences.read(DIRECTORY.resolve("differences.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
