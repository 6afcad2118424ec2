package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Mailbox;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users read in e-mails, in their language. */
@WithTestServer(second = true)
class EmailThemeIT {

  private static final Pattern KEY = Pattern.compile("msg\\(\"(\\w+)\"[,)]");

  private final AdminApi admin;

  EmailThemeIT(TestServer server) {
    admin = new AdminApi(server);
  }

  @ParameterizedTest
  @CsvSource({
    "en, execute-actions-email, Open this link to begin, '>Begin<'",
    "de, execute-actions-email, 'diesen Link, um zu beginnen', '>Beginnen<'",
    "en, send-verify-email, has entered this email address, '>Verify email address<'",
    "de, send-verify-email, hat diese E-Mail-Adresse, '>E-Mail-Adresse best=C3=A4tigen<'"
  })
  void aMailIsLegibleAsTextAndInItsDress(String locale, String call, String text, String link) {
    String id =
        admin.create(Api.newName(), Map.of("attributes", Map.of("locale", List.of(locale))));
    try (Mailbox mailbox = Mailbox.open()) {
      Map<String, Object> before = admin.configure(Map.of("smtpServer", mailbox.server()));
      try {
        admin
            .request()
            .body(call.startsWith("execute") ? List.of("UPDATE_PASSWORD") : List.of())
            .put(admin.path("/users/" + id + "/" + call))
            .then()
            .statusCode(204);
        String mail = mailbox.mail();
        assertThat(mail.split("Content-Type: text/html")).hasSize(2);
        assertThat(mail.split("Content-Type: text/html")[0]).contains("Auth Service", text);
        assertThat(mail.split("Content-Type: text/html")[1])
            .contains(link, "<html lang=\"" + locale + "\"", "class=\"card\"")
            .doesNotContain("<img", "<link", "url(");
      } finally {
        admin.configure(before);
      }
    }
  }

  /** Those that are not the theme's own are in its dress, and say what Keycloak's messages say. */
  @Test
  void everyMailOfTheServersIsSaidInGerman() throws IOException {
    Path server = ProjectFiles.ofTheBuild().work().resolve("h2").resolve("lib/lib/main");
    assumeTrue(Files.isDirectory(server));
    try (Stream<Path> files = Files.list(server);
        FileSystem themes =
            FileSystems.newFileSystem(
                files
                    .filter(
                        file -> file.getFileName().toString().matches(".*keycloak-themes-\\d.*"))
                    .findFirst()
                    .orElseThrow())) {
      Path base = themes.getPath("theme/base/email");
      Set<Object> german = new HashSet<>(Messages.of("themes/auth-service/email", "de").keySet());
      german.addAll(messages(base.resolve("messages/messages_de.properties")).keySet());
      try (Stream<Path> templates = Files.walk(base)) {
        for (Path template : templates.filter(path -> path.toString().endsWith(".ftl")).toList()) {
          Path own = Path.of("themes/auth-service/email", base.relativize(template).toString());
          String text = Files.readString(Files.exists(own) ? own : template);
          assertThat(KEY.matcher(text).results().map(key -> key.group(1)))
              .as("%s", template)
              .allMatch(german::contains);
          assertThat(text).as("%s", template).doesNotContain("Dear ", "Best regards");
        }
      }
    }
  }

  private static Properties messages(Path file) throws IOException {
    Properties messages = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      messages.load(reader);
    }
    return messages;
  }
}
