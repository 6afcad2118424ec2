package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Mailbox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users read in e-mails, in their language. */
@WithTestServer
class EmailThemeIT {

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
}
