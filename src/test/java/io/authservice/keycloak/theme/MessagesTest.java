package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.wire.error.ErrorCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say, in both languages. */
class MessagesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/resources/theme-resources",
        "themes/auth-service/admin",
        "themes/auth-service/email",
        "themes/auth-service/login"
      })
  void whatIsSaidInEnglishIsSaidInGerman(String directory) throws IOException {
    Properties english = Messages.of(directory, "en");
    Properties german = Messages.of(directory, "de");

    assertThat(keys(english)).isNotEmpty().isSubsetOf(keys(german));
    assertThat(keys(german))
        .allSatisfy(key -> assertThat(german.getProperty(key)).as(key).isNotBlank());
  }

  /** The administrators' page asks for its messages by what follows the prefix. */
  @Test
  void theConsolePageUsesEveryMessageItHasAndNoOther() throws IOException {
    StringBuilder scripts = new StringBuilder();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("src/main/resources/auth-service-console"), "*.js")) {
      for (Path file : files) {
        scripts.append(Files.readString(file));
      }
    }
    String prefix = "authServiceConsole";
    Set<String> known =
        keys(Messages.of("src/main/resources/theme-resources", "en")).stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .collect(Collectors.toSet());

    assertThat(known).isNotEmpty().allSatisfy(key -> assertThat(scripts).contains('"' + key + '"'));
    assertThat(Pattern.compile("\\bt\\(\"(\\w+)\"").matcher(scripts).results())
        .isNotEmpty()
        .allSatisfy(call -> assertThat(known).contains(call.group(1)));
  }

  /** The page goes by codes, which it would not miss if the server called them otherwise. */
  @Test
  void theConsolePageKnowsCodesThatTheServerAnswers() throws IOException {
    String errors = Files.readString(Path.of("src/main/resources/auth-service-console/errors.js"));
    String map = errors.replaceFirst("(?s).*const CODES = new Map\\(\\[(.*?)]\\);.*", "$1");

    assertThat(Pattern.compile("\\[\"(\\w+)\", \"\\w+\"]").matcher(map).results())
        .hasSizeGreaterThan(5)
        .extracting(entry -> entry.group(1))
        .isSubsetOf(Stream.of(ErrorCode.values()).map(ErrorCode::text).toList());
  }

  private static Set<String> keys(Properties messages) {
    return messages.stringPropertyNames();
  }
}
