package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** What the theme's scripts add to Keycloak's admin console. */
@NeedsBrowser
@WithTestServer(second = true)
class ConsoleAdditionsIT {

  private static final By TITLE = By.cssSelector("h1[data-testid='view-header']");

  private final TestServer server;
  private final Api api;

  ConsoleAdditionsIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  private String console(String page) {
    return "%s/admin/%s/console/#/%s/%s"
        .formatted(server.baseUrl(), server.realm(), server.realm(), page);
  }

  private static String page(User user) {
    return "users/f:auth-service-users-001:" + user.id() + "/settings";
  }

  private void enter(Chromium browser, String page) {
    browser.open(console(page));
    browser.type(By.id("username"), server.superuserName());
    browser.type(By.id("password"), server.superuserPassword());
    browser.click(By.cssSelector("form [type=submit]"));
    browser.find(By.id("auth-service-user-list"));
  }

  @ParameterizedTest
  @CsvSource({
    "en, Users and groups, The page for the users of this service, a page of their own, This server,"
        + " Passwords",
    "de, Benutzer und Gruppen, Die Seite für die Benutzer dieses Dienstes, eine eigene Seite,"
        + " Dieser Server, Passwörter"
  })
  void leadsToThePageOfUsersAndGroupsAndHeadsSettings(
      String language, String name, String users, String groups, String first, String last) {
    try (Chromium browser = Chromium.orSkip(Look.CONSOLE_DARK, language)) {
      enter(browser, "users");
      browser.awaitText(users);
      assertThat(browser.script("return document.querySelector('nav li a').textContent"))
          .isEqualTo(name);
      assertThat(browser.script("return document.querySelector('#auth-service-line a').pathname"))
          .isEqualTo("/realms/" + server.realm() + "/auth-service/console/");

      browser.open(console("groups"));
      browser.awaitText(groups);
      assertThat(browser.text()).doesNotContain(users);

      browser.open(console("user-federation"));
      browser.awaitText("Auth Service users");
      browser.find(By.cssSelector(".keycloak-admin--user-federation__gallery-item"));
      assertThat(browser.text()).doesNotContain("Auth-service-users", "auth-service-users");

      browser.open(console("clients"));
      browser.awaitAddress("clients");
      browser.open(console("user-federation/auth-service-users/auth-service-users-001"));
      browser.awaitText(first);
      browser.awaitText(last);
      assertThat(browser.find(TITLE).getText()).isEqualTo("Auth Service users");
      assertThat(browser.text()).doesNotContain("authService", groups);
      browser.screenshot("console-sections-" + language);
    }
  }

  @Test
  void showsAUserAsPeopleRead() {
    // A username that is a key of the console's messages, which the console would translate.
    User user = api.user("disableConfirmUserTitle");
    try (Chromium browser = Chromium.orSkip(Look.CONSOLE_LIGHT, "de")) {
      enter(browser, page(user));
      browser.find(By.cssSelector(".auth-service-date"));

      assertThat(
              browser.script(
                  "return [...document.querySelectorAll('.auth-service-date')]"
                      + ".map(date => date.textContent).join('; ')"))
          .asString()
          .matches(
              "\\d+\\. \\p{L}+ \\d{4} um \\d\\d:\\d\\d; \\d+\\. \\p{L}+ \\d{4} um \\d\\d:\\d\\d");
      assertThat(browser.shows(By.cssSelector("#last_login, #date_joined, #is_active"))).isFalse();
      assertThat(browser.find(TITLE).getText()).isEqualTo(user.username());
    }
  }

  /**
   * The login that a console goes to first would stay in the history, and be met on the way back.
   */
  @Test
  void theBrowsersBackLeavesTheConsole() {
    User user = api.user();
    String before = server.baseUrl() + "/realms/" + server.realm();
    try (Chromium browser = Chromium.orSkip(Look.CONSOLE_LIGHT, "en")) {
      enter(browser, "users");
      browser.open(before);
      browser.open(console(page(user)));
      browser.find(By.cssSelector(".auth-service-date"));

      browser.script("history.back()");
      browser.awaitText("public_key");

      assertThat(browser.address()).isEqualTo(before);
    }
  }
}
