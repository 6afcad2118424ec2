package io.authservice.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a machine with a JDK alone relies on. */
class BareMachineTest {

  /** Integration tests that start programs which not every machine has. */
  private static final Pattern NEEDS_MORE =
      Pattern.compile(
          "\\b(ProcessBuilder|Shell|DjangoProject|MariaDbServer|Chromium|DockerClientFactory)\\b");

  @Test
  void whatNeedsMoreIsTriedWithoutIt() throws IOException {
    String bare = Files.readString(Path.of(".ci/bare"));

    List<String> needing;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      needing =
          files
              .filter(file -> file.toString().endsWith("IT.java"))
              .filter(file -> NEEDS_MORE.matcher(read(file)).find())
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .toList();
    }

    assertThat(needing)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(bare).containsPattern("\\b" + name + "\\b"));
  }

  @Test
  void mavenIsPinned() throws IOException {
    Properties wrapper = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of(".mvn/wrapper/maven-wrapper.properties"))) {
      wrapper.load(reader);
    }

    assertThat(wrapper.getProperty("wrapperVersion")).isEqualTo("3.3.4");
    assertThat(wrapper.getProperty("distributionType")).isEqualTo("only-script");
    assertThat(wrapper.getProperty("distributionUrl"))
        .matches("https://repo\\.maven\\.apache\\.org/maven2/.*/apache-maven-[\\d.]+-bin\\.zip");
    assertThat(wrapper.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
