package io.authservice.keycloak.admin.page;

import static io.authservice.keycloak.admin.page.Visitor.inDialog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.theme.Accessibility;
import io.authservice.keycloak.theme.Look;
import io.authservice.keycloak.theme.NeedsBrowser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/** Users as people add, change and delete them on the administrators' page. */
@NeedsBrowser
@WithTestServer(second = true)
class UserFormIT {

  private static final String NEW_PASSWORD = "An0ther-horse-Batt3ry";

  private final Accessibility accessibility = new Accessibility();
  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  UserFormIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private Visitor at(Look look, User user, String route) {
    return Visitor.at(server, look, "en", user, route);
  }

  private Visitor superuserAt(String route) {
    return at(Look.DESKTOP_LIGHT, api.superuser(), route);
  }

  private String calls(String path) {
    return admin.path("/auth-service/" + path);
  }

  @Test
  void severalAreAddedOneAfterTheOther() {
    String first = Api.newName();
    String second = Api.newName();
    try (Visitor visitor = superuserAt("#/users/new")) {
      visitor.type("username", first);
      visitor.clickButton("Save and add another");
      visitor.awaitText(first + " was added.");
      assertThat(visitor.browser().find(By.name("username")).getDomProperty("value")).isEmpty();
      visitor.type("username", second);
      visitor.clickButton("Save and continue");
      visitor.awaitText(second + " was added.");
      visitor.browser().find(By.linkText("Security"));
      assertThat(visitor.browser().title()).startsWith(second);
    }
  }

  @Test
  void whatIsRefusedIsSaidBesideItsField() {
    User taken = api.user();
    try (Visitor visitor = superuserAt("#/users/new")) {
      visitor.type("username", taken.username());
      visitor.type("email", "nothing");
      visitor.clickButton("Save");
      visitor.awaitText("This is no e-mail address.");
      assertThat(
              visitor
                  .browser()
                  .script("return document.activeElement.getAttribute('aria-invalid')"))
          .isEqualTo("true");
      visitor.type("email", "");
      visitor.type("password", Api.PASSWORD);
      visitor.type("password_again", NEW_PASSWORD);
      visitor.clickButton("Save");
      visitor.awaitText("This is not the same password.");
      visitor.type("password_again", Api.PASSWORD);
      visitor.clickButton("Save");
      visitor.awaitText("This username is taken already.");
    }
  }

  @Test
  void staffSeeWhatTheyMayNotChangeBeforeTheyTry() {
    User user = api.user();
    User superuser = api.superuser();
    try (Visitor visitor = at(Look.DESKTOP_LIGHT, api.staff(), "#/users/" + user.id())) {
      assertThat(visitor.browser().find(By.name("is_superuser")).isEnabled()).isFalse();
      assertThat(visitor.browser().find(By.name("is_staff")).isEnabled()).isTrue();
      visitor.awaitText("Only superusers make superusers.");
      visitor.awaitText("Only superusers change them.");
      visitor.open("#/users/" + superuser.id());
      visitor.awaitText("This user is a superuser, whom only superusers change.");
      assertThat(visitor.browser().find(By.name("username")).getDomAttribute("readonly"))
          .isNotNull();
      assertThat(visitor.browser().shows(Visitor.button("Save"))).isFalse();
      assertThat(visitor.browser().shows(Visitor.button("Delete…"))).isFalse();
      visitor.browser().screenshot("user-of-superuser-for-staff");
    }
  }

  @Test
  void whoLeavesWithoutSavingIsAsked() {
    User user = api.user();
    try (Visitor visitor = superuserAt("#/users")) {
      visitor.open("#/users/" + user.id());
      visitor.type("first_name", "Typed");
      visitor.clickLink("Groups");
      visitor.awaitText("Leave without saving?");
      visitor.click(inDialog("Cancel"));
      assertThat(visitor.browser().address()).endsWith("#/users/" + user.id());
      assertThat(visitor.browser().find(By.name("first_name")).getDomProperty("value"))
          .isEqualTo("Typed");
      visitor.browser().script("history.back()");
      visitor.awaitText("Leave without saving?");
      visitor.click(inDialog("Cancel"));
      visitor.clickLink("Groups");
      visitor.click(inDialog("Leave"));
      visitor.awaitText("Django's groups.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatSomebodyElseChangedMeanwhileIsShownAndKept(Hand hand) {
    User user = api.user();
    try (Visitor visitor = Visitor.at(server, hand, api.superuser(), "#/users/" + user.id())) {
      visitor.type("first_name", "Mine");
      api.asSuperuser()
          .contentType("application/json")
          .body(Map.of("last_name", "Theirs"))
          .patch(user.path())
          .then()
          .statusCode(200);
      visitor.clickButton("Save");
      visitor.awaitText("Somebody else changed this meanwhile.");
      visitor.browser().screenshot("user-changed-meanwhile");
      accessibility.check(visitor.browser(), "what somebody else changed");
      visitor.clickButton("Keep mine");
      visitor.awaitText("What you typed is kept.");
      visitor.clickButton("Save");
      visitor.awaitText(user.username() + " was saved.");
    }
    admin
        .request()
        .get(calls("users/" + user.id()))
        .then()
        .body("first_name", equalTo("Mine"))
        .body("last_name", equalTo("Theirs"));
  }

  @Test
  void whoMustLogInAgainFindsWhatWasTyped() {
    User user = api.user();
    User staff = api.staff();
    try (Visitor visitor = at(Look.DESKTOP_LIGHT, staff, "#/users/" + user.id())) {
      visitor.type("first_name", "Typed");
      admin
          .request()
          .post(admin.path("/users/" + admin.id(staff.username()) + "/logout"))
          .then()
          .statusCode(204);
      visitor.clickButton("Save");
      visitor.logIn(staff);
      visitor.awaitText("You had to log in again.");
      assertThat(visitor.browser().address()).endsWith("#/users/" + user.id());
      assertThat(visitor.browser().find(By.name("first_name")).getDomProperty("value"))
          .isEqualTo("Typed");
      assertThat(visitor.browser().script("return JSON.stringify(sessionStorage)")).isEqualTo("{}");
      visitor.clickButton("Save");
      visitor.awaitText(user.username() + " was saved.");
    }
  }

  /** What is put aside for the way to the login and back holds names, and no password. */
  @Test
  void noPasswordIsPutAside() {
    User staff = api.staff();
    String name = Api.newName();
    try (Visitor visitor = at(Look.DESKTOP_LIGHT, staff, "#/users/new")) {
      visitor.type("username", name);
      visitor.type("password", NEW_PASSWORD);
      visitor.type("password_again", NEW_PASSWORD);
      // Else the check of the password would be what comes too late.
      visitor.awaitText("This password can be taken.");
      admin
          .request()
          .post(admin.path("/users/" + admin.id(staff.username()) + "/logout"))
          .then()
          .statusCode(204);
      visitor.clickButton("Save");
      visitor.browser().find(By.id("kc-login"));
      assertThat(String.valueOf(visitor.browser().script("return JSON.stringify(sessionStorage)")))
          .contains(name)
          .doesNotContain(NEW_PASSWORD);
      visitor.logIn(staff);
      visitor.awaitText("You had to log in again.");
      assertThat(visitor.browser().find(By.name("username")).getDomProperty("value"))
          .isEqualTo(name);
      assertThat(visitor.browser().find(By.name("password")).getDomProperty("value")).isEmpty();
    }
  }

  @Test
  void whoLogsOutIsAskedOnce() {
    try (Visitor visitor = superuserAt("#/")) {
      visitor.clickButton("Log out");
      visitor.awaitText("Log out?");
      visitor.click(inDialog("Log out"));
      visitor.browser().find(By.id("username"));
      assertThat(visitor.browser().shows(By.id("kc-logout"))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void onesOwnPasswordIsChangedInTheAccountConsole(Hand hand) {
    try (Visitor visitor = Visitor.at(server, hand, api.superuser(), "#/")) {
      visitor.click(By.cssSelector("a[href='#/password']"));
      visitor.assertNoMoreClicksThan(1, "Change password");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> visitor.browser().address().contains("/account/account-security/signing-in"));
    }
  }

  @Test
  void sessionsAndRequiredActionsAreKeptUnderSecurity() {
    User user = api.user();
    try (Visitor visitor = superuserAt("#/users/" + user.id() + "/security")) {
      visitor.click(By.xpath("//label[normalize-space(.)='Update Password']"));
      visitor.clickButton("Save");
      visitor.awaitText(user.username() + " was saved.");
      visitor.clickButton("End all sessions");
      visitor.click(inDialog("End all sessions"));
      visitor.awaitText("The user is logged in nowhere.");
      visitor.browser().screenshot("user-security");
      visitor.clickLink("History");
      visitor.browser().find(By.cssSelector("time"));
      visitor.browser().screenshot("user-history");
    }
    assertThat(admin.user(admin.id(user.username())))
        .containsEntry("requiredActions", List.of("UPDATE_PASSWORD"));
  }
}
