package io.authservice.keycloak.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpFileTest {

  @TempDir private Path directory;

  @Test
  void whatWasReceivedIsReadAgainAndAgain() throws IOException {
    try (DumpFile file = received("[1]", 3)) {
      assertThat(text(file)).isEqualTo("[1]");
      assertThat(text(file)).isEqualTo("[1]");
      assertThat(file.isEmpty()).isFalse();
    }
  }

  @Test
  void whatWasReceivedHasNoNameOnTheDisk() throws IOException {
    List<Path> before = temporary();
    try (DumpFile file = received("[1]", 3)) {
      assertThat(file.isEmpty()).isFalse();
      assertThat(temporary()).isEqualTo(before);
    }
  }

  @Test
  void moreThanAllowedIsRefused() {
    assertThat(DumpFile.received(stream("[12]"), 3)).isEmpty();
  }

  @Test
  void filesOfTheDirectoryAreOpened() throws IOException {
    Files.writeString(directory.resolve("dump.json"), "[1]");

    try (DumpFile file = DumpFile.in(directory, "dump.json").orElseThrow()) {
      assertThat(text(file)).isEqualTo("[1]");
    }
    assertThat(directory.resolve("dump.json")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing.json",
        "inner/dump.json",
        "inner",
        ".",
        "..",
        "../outside.json",
        "link.json",
        "/etc/passwd",
        "a\u0000b"
      })
  void nothingElseIsOpened(String name) throws IOException {
    Path base = Files.createDirectory(directory.resolve("base"));
    Files.createDirectory(base.resolve("inner"));
    Files.writeString(base.resolve("inner/dump.json"), "[1]");
    Files.writeString(directory.resolve("outside.json"), "[1]");
    Files.createSymbolicLink(base.resolve("link.json"), directory.resolve("outside.json"));

    assertThat(DumpFile.in(base, name)).isEmpty();
  }

  private static DumpFile received(String text, long maxBytes) {
    return DumpFile.received(stream(text), maxBytes).orElseThrow();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(DumpFile file) throws IOException {
    try (InputStream in = file.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("auth-service-import-"))
          .sorted()
          .toList();
    }
  }
}
