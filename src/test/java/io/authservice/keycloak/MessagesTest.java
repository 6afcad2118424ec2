package io.authservice.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
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
    Properties english = messages(directory, "en");
    Properties german = messages(directory, "de");

    assertThat(keys(english)).isNotEmpty().isSubsetOf(keys(german));
    assertThat(keys(german))
        .allSatisfy(key -> assertThat(german.getProperty(key)).as(key).isNotBlank());
  }

  private static Set<String> keys(Properties messages) {
    return messages.stringPropertyNames();
  }

  private static Properties messages(String directory, String language) throws IOException {
    Properties messages = new Properties();
    Path file = Path.of(directory, "messages", "messages_" + language + ".properties");
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      messages.load(reader);
    }
    return messages;
  }
}
