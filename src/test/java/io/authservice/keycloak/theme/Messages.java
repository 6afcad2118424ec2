package io.authservice.keycloak.theme;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Messages as a theme's files hold them. */
public final class Messages {

  private Messages() {}

  /**
   * @param directory of the theme, from the project's root
   * @param language its code, such as {@code de}
   */
  public static Properties of(String directory, String language) throws IOException {
    Properties messages = new Properties();
    Path file = Path.of(directory, "messages", "messages_" + language + ".properties");
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      messages.load(reader);
    }
    return messages;
  }
}
