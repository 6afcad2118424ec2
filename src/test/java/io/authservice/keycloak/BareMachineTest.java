package io.authservice.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a machine with a JDK alone relies on. */
class BareMachineTest {

  /** Integration tests that start programs which not every machine has. */
  private static final Pattern NEEDS_MORE =
      Pattern.compile(
          "\\b(ProcessBuilder|ClientProgram|LibraryScript|Shell|DjangoProject|MariaDbServer|MySqlServer|Chromium|DockerClientFactory)\\b");

  @Test
  void whatNeedsMoreIsTriedWithoutIt() throws IOException {
    String bare = Files.readString(Path.of(".ci/bare"));

    assertThat(integrationTests().filter(test -> NEEDS_MORE.matcher(test.code()).find()))
        .isNotEmpty()
        .allSatisfy(test -> assertThat(bare).containsPattern("\\b" + test.name() + "\\b"));
  }

  /** Classes; of others a few methods alone need more. */
  @Test
  void whatNeedsMoreIsLeftOutOfThePlainCommand() throws IOException {
    String bare = Files.readString(Path.of(".ci/bare"));

    assertThat(
            integrationTests()
                .filter(
                    test -> Pattern.compile("\\b" + test.name() + "\\b(?!#)").matcher(bare).find()))
        .isNotEmpty()
        .allSatisfy(
            test -> assertThat(test.code()).containsAnyOf("@Tag(\"external\")", "@NeedsBrowser"));
  }

  private record IntegrationTest(String name, String code) {}

  private static Stream<IntegrationTest> integrationTests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .filter(file -> file.toString().endsWith("IT.java"))
          .map(
              file ->
                  new IntegrationTest(
                      file.getFileName().toString().replace(".java", ""), read(file)))
          .toList()
          .stream();
    }
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
