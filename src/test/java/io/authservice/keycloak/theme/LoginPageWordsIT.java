package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Browser;
import io.authservice.keycloak.testing.Mailbox;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the login pages say, without scripts. */
@WithTestServer(second = true)
class LoginPageWordsIT {

  private final TestServer server;
  private final AdminApi admin;
  private final Browser browser;
  private String clientId = "";

  LoginPageWordsIT(TestServer server) {
    this.server = server;
    admin = new AdminApi(server);
    browser = new Browser(server.baseUrl());
  }

  @BeforeEach
  void registerAClient() {
    clientId = admin.client(Map.of());
  }

  private String realm() {
    return server.baseUrl() + "/realms/" + server.realm();
  }

  private String page(String endpoint, String language) {
    return "%s/protocol/openid-connect/%s?client_id=%s&redirect_uri=%s&response_type=code&scope=openid&ui_locales=%s"
        .formatted(realm(), endpoint, clientId, AdminApi.REDIRECT, language);
  }

  @ParameterizedTest
  @CsvSource({
    "auth, en, Log in",
    "auth, de, Anmelden",
    "registrations, en, Create an account",
    "registrations, de, Konto anlegen",
    "forgot-credentials, en, Forgot your password?",
    "forgot-credentials, de, Passwort vergessen?"
  })
  void eachPageHasItsTitleWithTheServiceBehindIt(String endpoint, String language, String title) {
    assertThat(browser.open(page(endpoint, language)).page())
        .contains("<title>" + title + " – Auth Service</title>")
        .doesNotContain("authService");
  }

  @Test
  void whatHasNoFormLeadsOn() {
    browser.open(realm() + "/protocol/openid-connect/auth?client_id=nobody");
    assertThat(browser.page())
        .contains("<title>This did not work – Auth Service</title>")
        .contains("href=\"" + "/realms/" + server.realm() + "/account/\"");

    browser
        .open(realm() + "/protocol/openid-connect/logout")
        .submit(Map.of("confirmLogout", "true"));
    assertThat(browser.page())
        .contains("<title>You are logged out – Auth Service</title>")
        .contains("href=\"" + "/realms/" + server.realm() + "/account/\"", "Log in again");
  }

  @Test
  void aPageThatIsOverOffersBothWays() {
    browser.open(page("auth", "en")).submit(Map.of("username", Api.newName(), "password", "wrong"));
    String other = browser.address().toString().replaceFirst("execution=[^&]*", "execution=x");

    assertThat(browser.open(other).page())
        .contains("<title>This page is no longer valid – Auth Service</title>")
        .contains("Log in from the start", "Go on where you were");
  }

  @ParameterizedTest
  @CsvSource({
    "en, At least 10 characters, Does not contain the username, Matches the pattern .*[a-z&lt;].*, None of the last 3 passwords",
    "de, Mindestens 10 Zeichen, Enthält nicht den Benutzernamen, Entspricht dem Muster .*[a-z&lt;].*, Keines der letzten 3 Passwörter"
  })
  void aPasswordsRulesAreSaidBeforeOneIsTyped(
      String language, String length, String username, String pattern, String former) {
    Map<String, Object> before =
        admin.configure(
            Map.of(
                "passwordPolicy",
                "length(10) and notContainsUsername(undefined) and regexPattern(.*[a-z<].*)"
                    + " and passwordHistory(3) and forceExpiredPasswordChange(365)"));
    try {
      assertThat(browser.open(page("registrations", language)).page())
          .contains(length, username, pattern)
          .doesNotContain(former, "365");

      String name = Api.newName();
      admin.create(name, Map.of("requiredActions", List.of("UPDATE_PASSWORD")));
      browser
          .open(page("auth", language))
          .submit(Map.of("username", name, "password", Api.PASSWORD));
      assertThat(browser.page()).contains("password-new", length, username, pattern, former);
    } finally {
      admin.configure(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"anna@example, true", "anna@-example.org, true", "anna@example.org, false"})
  void registrationTakesTheAddressesThatTheApiTakes(String email, boolean refused) {
    String name = Api.newName();
    browser
        .open(page("registrations", "en"))
        .submit(
            Map.of(
                "username",
                name,
                "email",
                email,
                "password",
                Api.PASSWORD,
                "password-confirm",
                Api.PASSWORD));

    assertThat(browser.page().contains("Invalid email address.")).isEqualTo(refused);
  }

  /** A language of one's own is a theme of a few files; what it leaves out is said in English. */
  @Test
  void anotherLanguageIsAFileAndWhatItLacksIsEnglish() throws IOException {
    Path themes = ProjectFiles.ofTheBuild().work().resolve("h2").resolve("themes");
    assumeTrue(server.log().isPresent() && Files.isDirectory(themes));
    Path theme = themes.resolve("with-esperanto");
    speak(
        theme, "login", "loginAccountTitle=Ensaluti\nauthServicePasswordRule.length=Almenaŭ {0}\n");
    speak(theme, "admin", "authServiceConsoleUsers=Uzantoj\n");
    speak(theme, "email", "authServiceExecuteActionsAction=Komenci\n");
    Map<String, Object> before =
        admin.configure(
            Map.of(
                "loginTheme",
                theme.getFileName().toString(),
                "adminTheme",
                theme.getFileName().toString(),
                "emailTheme",
                theme.getFileName().toString(),
                "passwordPolicy",
                "length(9) and digits(1)",
                "supportedLocales",
                List.of("en", "de", "eo")));
    try {
      assertThat(browser.open(page("auth", "eo")).page())
          .contains("lang=\"eo\"", "<title>Ensaluti – Auth Service</title>", "Create an account")
          .doesNotContain("Anmelden");
      in("eo")
          .get("/realms/" + server.realm() + "/auth-service/console/config")
          .then()
          .body("locale", equalTo("eo"))
          .body("messages.Users", equalTo("Uzantoj"))
          .body("messages.Groups", equalTo("Groups"));
      in("eo")
          .get(admin.path("/auth-service/password-policy"))
          .then()
          .body("rules", equalTo(List.of("Almenaŭ 9", "At least 1 digit")));
      assertThat(mailIn("eo"))
          .contains(">Komenci<", "<html lang=\"eo\"", "Subject: Auth Service: update your account");
    } finally {
      admin.configure(before);
      try (Stream<Path> made = Files.walk(theme)) {
        for (Path file : made.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void speak(Path theme, String type, String messages) throws IOException {
    Path directory = Files.createDirectories(theme.resolve(type).resolve("messages"));
    Files.writeString(
        theme.resolve(type).resolve("theme.properties"), "parent=auth-service\nlocales=en,de,eo\n");
    Files.writeString(directory.resolve("messages_eo.properties"), messages);
  }

  private RequestSpecification in(String language) {
    return admin.request().header("Accept-Language", language);
  }

  /** What a user who speaks the language is asked to do. */
  private String mailIn(String language) {
    String id =
        admin.create(Api.newName(), Map.of("attributes", Map.of("locale", List.of(language))));
    try (Mailbox mailbox = Mailbox.open()) {
      Map<String, Object> before = admin.configure(Map.of("smtpServer", mailbox.server()));
      try {
        admin
            .request()
            .body(List.of("UPDATE_PASSWORD"))
            .put(admin.path("/users/" + id + "/execute-actions-email"))
            .then()
            .statusCode(204);
        return mailbox.mail();
      } finally {
        admin.configure(before);
      }
    }
  }
}
