package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The account console, as users meet it. */
@NeedsBrowser
@WithTestServer(second = true)
class AccountConsoleIT {

  private static final By SAVE = By.cssSelector("[data-testid='save']");

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  AccountConsoleIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private String realm() {
    return server.baseUrl() + "/realms/" + server.realm();
  }

  /** Each in one group, whose name is answered. */
  private String putIntoAGroup(User user) {
    String superuser = admin.adminToken(api.superuser());
    String name = "Group of " + user.username();
    int group =
        admin
            .as(superuser)
            .body(Map.of("name", name))
            .post(admin.path("/auth-service/groups"))
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    admin
        .as(superuser)
        .body(Map.of("groups", List.of(group)))
        .patch(admin.path("/auth-service/users/" + user.id() + "/grants"))
        .then()
        .statusCode(200);
    return name;
  }

  private static void logIn(Chromium browser, User user) {
    browser.type(By.id("username"), user.username());
    browser.type(By.id("password"), user.password());
    browser.click(By.cssSelector("form [type=submit]"));
  }

  @Test
  void showsGroupsReadOnlyAndNoJumpToTwoSections() {
    User user = api.user();
    String group = putIntoAGroup(user);
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      browser.open(realm() + "/account/");
      logIn(browser, user);
      By shown = By.cssSelector("[data-testid='attributes.django_groups0']");
      assertThat(browser.find(shown).getDomProperty("value")).isEqualTo(group);
      assertThat(browser.find(shown).isEnabled()).isFalse();
      assertThat(browser.text()).doesNotContain("Jump to section", "Add Groups", "authService");
      browser.screenshot("account-groups");

      browser.type(By.id("firstName"), "Grace");
      browser.click(SAVE);
      browser.awaitText("Your account has been updated.");
      api.as(user).get("/auth/me/").then().body("first_name", equalTo("Grace"));
    }
  }

  @Test
  void isLeftByTheBrowsersBack() {
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      browser.open(realm() + "/account/");
      logIn(browser, user);
      browser.find(SAVE);
      browser.open(realm());
      browser.open(realm() + "/account/");
      browser.find(SAVE);

      browser.script("history.back()");
      browser.awaitText("public_key");

      assertThat(browser.address()).isEqualTo(realm());
    }
  }

  @Test
  void listsTheirPageToStaff() {
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      browser.open(realm() + "/auth-service/console/");
      logIn(browser, api.staff());
      browser.find(By.cssSelector("#main h1"));

      browser.open(realm() + "/account/applications");
      browser.find(By.id("toggle-account-console"));

      assertThat(browser.shows(By.id("toggle-auth-service-console"))).isTrue();
    }
  }

  @Test
  void listsNoPagesOfAdministrators() {
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_DARK, "en")) {
      browser.open(server.baseUrl() + "/admin/" + server.realm() + "/console/");
      logIn(browser, user);
      browser.awaitText("not as staff or a superuser");

      browser.open(realm() + "/account/applications");
      browser.find(By.id("toggle-account-console"));

      assertThat(
              browser.script(
                  "return document.getElementById('toggle-security-admin-console') !== null"))
          .as("the server lists it")
          .isEqualTo(true);
      assertThat(browser.shows(By.id("toggle-security-admin-console"))).isFalse();
    }
  }
}
