package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The jobs of Django's admin, done in the admin console by the people who did them there. */
@NeedsBrowser
@WithTestServer(second = true)
class AdminConsoleIT {

  private static final String NEW_PASSWORD = "N3w-Batt3ry-staple";

  private final TestServer server;
  private final Api api;

  AdminConsoleIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  private String console() {
    return server.baseUrl() + "/admin/" + server.realm() + "/console/";
  }

  private static By test(String id) {
    return By.cssSelector("[data-testid='" + id + "']");
  }

  private static By option(String text) {
    return By.xpath(
        "//*[@role='option' or @role='menuitem'][normalize-space(.)='%s']".formatted(text));
  }

  private void enter(Chromium browser, String username, String password) {
    browser.open(console());
    browser.type(By.id("username"), username);
    browser.type(By.id("password"), password);
    browser.click(By.cssSelector("form [type=submit]"));
  }

  private void openUser(Chromium browser, String username) {
    browser.open(console() + "#/" + server.realm() + "/users");
    browser.find(test("add-user"));
    browser.type(By.cssSelector("[data-testid='table-search-input'] input"), username);
    browser.press(Keys.ENTER);
    browser.click(By.linkText(username));
    browser.find(By.id("is_staff"));
  }

  private static void choose(Chromium browser, String attribute, String text) {
    browser.click(By.id(attribute));
    browser.click(option(text));
    browser.click(test("user-creation-save"));
  }

  @Test
  void staffDoTheirWork() {
    User staff = api.staff();
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(Look.CONSOLE_LIGHT, "en")) {
      enter(browser, staff.username(), staff.password());
      browser.find(test("nav-item-users"));
      assertThat(browser.title()).isEqualTo("Auth Service Admin");
      assertThat(
              browser.script(
                  "return getComputedStyle(document.querySelector("
                      + "'.pf-v5-c-masthead__brand'), '::after').content"))
          .isEqualTo("\"Auth Service Administration\"");

      openUser(browser, user.username());
      browser.awaitText("Auth Service account");
      assertThat(browser.find(test("user_id")).getDomProperty("value"))
          .isEqualTo(Long.toString(user.id()));
      assertThat(browser.find(test("user_id")).isEnabled()).isFalse();
      browser.screenshot("console-user-light");
      choose(browser, "is_staff", "Yes");
      browser.awaitText("The user has been saved");
      api.as(user).get("/auth/me/").then().body("is_staff", equalTo(true));

      browser.click(test("credentials"));
      browser.click(By.xpath("//button[.='Set password']"));
      browser.type(test("passwordField"), NEW_PASSWORD);
      browser.type(test("passwordConfirmationField"), NEW_PASSWORD);
      browser.click(
          By.cssSelector("label[for='temporaryPassword'], label:has(#temporaryPassword)"));
      browser.click(test("confirm"));
      browser.awaitText("Set password?");
      browser.click(test("confirm"));
      browser.awaitText("The password has been set successfully.");
      api.obtain(user.username(), NEW_PASSWORD).then().statusCode(200);
      api.obtain(user.username(), user.password()).then().statusCode(401);

      browser.click(test("action-dropdown"));
      browser.click(option("Delete"));
      browser.click(test("confirm"));
      browser.awaitText("The user has been deleted");
      api.asSuperuser().get(user.path()).then().statusCode(404);

      browser.click(test("options-toggle"));
      browser.click(option("Sign out"));
      browser.find(By.id("kc-page-title"));
      assertNothingLeavesTheServer(browser);
    }
  }

  @Test
  void staffMakeNoSuperusers() {
    User staff = api.staff();
    User user = api.user();
    String newcomer = Api.newName();
    try (Chromium browser = Chromium.orSkip(Look.CONSOLE_LIGHT, "en")) {
      enter(browser, staff.username(), staff.password());
      browser.find(test("nav-item-users"));
      openUser(browser, user.username());
      assertThat(browser.find(By.id("is_staff")).isEnabled()).isTrue();
      assertThat(browser.find(By.id("is_superuser")).isEnabled()).isFalse();

      browser.open(console() + "#/" + server.realm() + "/users");
      browser.click(test("add-user"));
      browser.type(By.id("username"), newcomer);
      choose(browser, "is_superuser", "Yes");
      browser.awaitText("The user could not be saved");
      browser.screenshot("console-superuser-refused");
    }
    assertThat(api.asSuperuser().get("/api/users/").asString()).doesNotContain(newcomer);
  }

  @Test
  void whoIsNotStaffIsRefused() {
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(Look.CONSOLE_LIGHT, "en")) {
      enter(browser, user.username(), user.password());

      browser.awaitText("not as staff or a superuser");
      browser.screenshot("console-refused");
      assertThat(browser.shows(test("nav-item-users"))).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, Date joined, Server defaults, passwordIterations must be from 1 to 10000000, CONSOLE_LIGHT",
    "de, Registriert am, Vorgaben des Servers, passwordIterations muss zwischen 1 und 10000000 liegen,"
        + " CONSOLE_DARK"
  })
  void theConsoleSpeaksTheLanguageOfTheBrowser(
      String language, String joined, String defaults, String refusal, Look look) {
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(look, language)) {
      enter(browser, server.superuserName(), server.superuserPassword());
      browser.find(test("nav-item-users"));
      openUser(browser, user.username());
      assertThat(browser.text()).contains(joined).doesNotContain("authService");
      browser.screenshot("console-user-" + language);

      browser.open(console() + "#/" + server.realm() + "/user-federation");
      browser.click(By.linkText("Auth Service users"));
      browser.awaitText(defaults);
      assertThat(browser.text()).doesNotContain("authService");
      assertThat(browser.find(By.id("extensionVersion")).getText()).matches("\\d.*");
      browser.screenshot("console-storage-" + language);
      assertNothingLeavesTheServer(browser);
      browser.type(test("passwordIterations"), "0");
      browser.click(test("custom-save"));
      browser.awaitText(refusal);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, Delete, type the name of the realm, CONSOLE_LIGHT",
    "de, Löschen, geben Sie den Namen des Realms ein, CONSOLE_DARK"
  })
  void whoDeletesTheRealmTypesItsName(String language, String delete, String question, Look look) {
    try (Chromium browser = Chromium.orSkip(look, language)) {
      enter(browser, server.superuserName(), server.superuserPassword());
      browser.find(test("nav-item-users"));
      browser.open(console() + "#/" + server.realm() + "/realm-settings");
      browser.click(test("action-dropdown"));
      browser.click(option(delete));
      browser.awaitText(question);
      By name = By.id("auth-service-realm-name");

      assertThat(browser.find(test("confirm")).isEnabled()).isFalse();
      browser.type(name, server.realm().toUpperCase(Locale.ROOT));
      assertThat(browser.find(test("confirm")).isEnabled()).isFalse();
      browser.type(name, server.realm());
      assertThat(browser.find(test("confirm")).isEnabled()).isTrue();
      browser.screenshot("console-delete-realm-" + language);
      browser.click(test("cancel"));
    }
  }

  private void assertNothingLeavesTheServer(Chromium browser) {
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).startsWith(server.baseUrl() + "/"));
    assertThat(browser.complaints())
        // Keycloak's own form for a password reads an event that is over.
        .filteredOn(complaint -> !complaint.matches(".*/assets/EditUser-.*reading 'value'.*"))
        .isEmpty();
  }
}
