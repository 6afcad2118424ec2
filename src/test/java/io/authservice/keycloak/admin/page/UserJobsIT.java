package io.authservice.keycloak.admin.page;

import static io.authservice.keycloak.admin.page.Visitor.check;
import static io.authservice.keycloak.admin.page.Visitor.inDialog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.theme.NeedsBrowser;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/**
 * What people did with users in Django's admin, done on the administrators' page by mouse and by
 * keyboard, in no more clicks. Django's are those of Django 3.2, from its list of users on.
 */
@NeedsBrowser
@WithFilledServer
@TestInstance(Lifecycle.PER_CLASS)
class UserJobsIT {

  private static final String NEW_PASSWORD = "An0ther-horse-Batt3ry";
  private static final By FIRST_USER = By.cssSelector("table.users tbody tr .column-username a");
  private static final int PORTION = 100;
  private static final String LINES_OF_FILTERS =
      """
      const shown = [...document.querySelectorAll('.filter')].filter((it) => it.offsetWidth > 0);
      return new Set(shown.map((it) => it.offsetTop)).size;
      """;

  private final Api api;
  private final AdminApi admin;
  @AutoClose private final Visitors visitors;

  UserJobsIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
    visitors = new Visitors(server, api.superuser());
  }

  private Visitor at(Hand hand, User user) {
    Visitor visitor = visitors.at(hand, "#/users?search=" + user.username());
    visitor.awaitText("1 user");
    return visitor;
  }

  private Response get(String path) {
    return admin.request().get(admin.path("/auth-service/" + path)).then().extract().response();
  }

  private int count(String filters) {
    return get("users?" + filters).path("count");
  }

  @ParameterizedTest
  @EnumSource
  void addedWithAGroupAndAPassword(Hand hand) {
    String name = Api.newName();
    Visitor visitor = visitors.at(hand, "#/users");
    visitor.clickLink("Add user");
    visitor.type("username", name);
    visitor.type("email", name + "@example.com");
    visitor.type("password", Api.PASSWORD);
    visitor.type("password_again", Api.PASSWORD);
    visitor.tick(FilledServerExtension.GROUP);
    visitor.inspect("user-new");
    visitor.clickButton("Save");
    visitor.awaitText(name + " was added.");

    visitor.assertNoMoreClicksThan(5, "Add user, Save, the group, the arrow, Save");
    assertThat(visitor.browser().address()).endsWith("#/users");
    api.obtain(name, Api.PASSWORD).then().statusCode(200);
    int id = get("users?username=" + name).path("results[0].id");
    get("users/" + id + "/grants").then().body("groups", contains(3));
  }

  @ParameterizedTest
  @EnumSource
  void searchedOrderedAndFiltered(Hand hand) {
    String prefix = Api.newName();
    User known = api.user(prefix + "a");
    admin.create(prefix + "b", Map.of());
    Visitor visitor = visitors.at(hand, "#/users");
    visitor.type("search", prefix);
    visitor.awaitText("2 users");
    visitor.assertNoMoreClicksThan(1, "Search");
    assertThat(visitor.browser().find(FIRST_USER).getText()).isEqualTo(known.username());
    visitor.inspect("users-found");

    visitor.begin("#/users?search=" + prefix);
    visitor.awaitText("2 users");
    if (hand == Hand.MOUSE) {
      visitor.click(By.id("order-last_login"));
    } else {
      visitor.choose("ordering", "Order: Last login ↑");
    }
    // Who never logged in comes first.
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> visitor.browser().find(FIRST_USER).getText().equals(prefix + "b"));
    visitor.assertNoMoreClicksThan(1, "the column");
    assertThat(visitor.browser().text()).contains("First", "Last", "Never");

    visitor.begin("#/users?search=" + prefix);
    visitor.awaitText("2 users");
    visitor.choose("last_login", "Last login: Never");
    visitor.awaitText("1 user");
    assertThat(visitor.browser().find(FIRST_USER).getText()).isEqualTo(prefix + "b");
    visitor.assertNoMoreClicksThan(1, "the choice, on a phone below all rows of the list");
    assertThat(visitor.browser().script(LINES_OF_FILTERS)).isEqualTo(1L);
  }

  @ParameterizedTest
  @EnumSource
  void changedByNameAndFlags(Hand hand) {
    User user = api.user();
    Visitor visitor = at(hand, user);
    visitor.clickLink(user.username());
    visitor.type("first_name", "Anna");
    visitor.type("email", "anna-" + user.username() + "@example.com");
    visitor.click(check("Staff"));
    visitor.click(check("Superuser"));
    visitor.inspect("user-details");
    visitor.clickButton("Save");
    visitor.awaitText(user.username() + " was saved.");

    visitor.assertNoMoreClicksThan(4, "the user, Staff status, Superuser status, Save");
    get("users/" + user.id())
        .then()
        .body("first_name", equalTo("Anna"))
        .body("email", equalTo("anna-" + user.username() + "@example.com"))
        .body("is_staff", equalTo(true))
        .body("is_superuser", equalTo(true))
        .body("is_active", equalTo(true));
    api.asSuperuser().delete(user.path()).then().statusCode(204);
  }

  @ParameterizedTest
  @EnumSource
  void givenAGroupAndAPermission(Hand hand) {
    User user = api.user();
    Visitor visitor = at(hand, user);
    visitor.clickLink(user.username());
    visitor.tick(FilledServerExtension.GROUP);
    visitor.tick("Can view order");
    visitor.clickButton("Save");
    visitor.awaitText(user.username() + " was saved.");

    visitor.assertNoMoreClicksThan(
        6, "the user, the group, the arrow, the permission, the arrow, Save");
    api.as(user)
        .get("/auth/me/")
        .then()
        .body("groups", contains(FilledServerExtension.GROUP))
        .body("permissions.codename", contains("view_order"));
  }

  @ParameterizedTest
  @EnumSource
  void givenAPassword(Hand hand) {
    User user = api.user();
    Visitor visitor = at(hand, user);
    visitor.clickLink(user.username());
    visitor.clickLink("Password");
    visitor.type("password", "x".repeat(129));
    visitor.browser().find(By.cssSelector(".verdict .pf-m-warning"));
    visitor.type("password", NEW_PASSWORD);
    visitor.awaitText("This password can be taken.");
    visitor.type("password_again", NEW_PASSWORD);
    visitor.inspect("user-password");
    visitor.clickButton("Set password");
    visitor.awaitText("The password of " + user.username() + " was set.");

    visitor.assertNoMoreClicksThan(3, "the user, this form, Change password");
    api.obtain(user.username(), NEW_PASSWORD).then().statusCode(200);
  }

  @ParameterizedTest
  @EnumSource
  void deactivated(Hand hand) {
    User user = api.user();
    Visitor visitor = at(hand, user);
    visitor.clickLink(user.username());
    visitor.clickButton("Deactivate");
    visitor.inspect("user-deactivate");
    visitor.click(inDialog("Deactivate"));
    visitor.awaitText(user.username() + " was deactivated.");

    visitor.assertNoMoreClicksThan(3, "the user, Active, Save");
    api.obtain(user.username(), user.password()).then().statusCode(401);
    visitor.clickButton("Activate");
    visitor.awaitText(user.username() + " is active again.");
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @ParameterizedTest
  @EnumSource
  void deletedAfterItIsSaidWhatGoesAlong(Hand hand) {
    User user = api.user();
    admin
        .request()
        .body(Map.of("groups", List.of(3)))
        .patch(admin.path("/auth-service/users/" + user.id() + "/grants"))
        .then()
        .statusCode(200);
    Visitor visitor = at(hand, user);
    visitor.clickLink(user.username());
    visitor.clickButton("Delete…");
    visitor.awaitText("Delete the user " + user.username() + "?");
    visitor.awaitText("1 session");
    visitor.awaitText("1 group membership");
    visitor.inspect("user-delete");
    visitor.click(inDialog("Delete"));
    visitor.awaitText(user.username() + " was deleted.");

    visitor.assertNoMoreClicksThan(3, "the user, Delete, Yes, I'm sure");
    get("users/" + user.id()).then().statusCode(404);
  }

  @ParameterizedTest
  @EnumSource
  void severalDeletedAtOnce(Hand hand) {
    String prefix = Api.newName();
    List<User> users = List.of(api.user(prefix + "a"), api.user(prefix + "b"));
    Visitor visitor = visitors.at(hand, "#/users?search=" + prefix);
    visitor.awaitText("2 users");
    visitor.click(By.cssSelector("thead input[type=checkbox]"));
    visitor.awaitText("2 ticked");
    visitor.inspect("users-ticked");
    visitor.clickButton("Delete");
    visitor.awaitText(prefix + "b");
    visitor.inspect("users-delete");
    visitor.click(inDialog("Delete"));
    visitor.awaitText("Nobody matches");

    visitor.assertNoMoreClicksThan(4, "tick all, the action, Go, Yes, I'm sure");
    users.forEach(user -> get("users/" + user.id()).then().statusCode(404));
  }

  @ParameterizedTest
  @EnumSource
  void manyDeactivatedUntilStopped(Hand hand) {
    int before = count("search=reader&is_active=true");
    Visitor visitor = visitors.at(hand, "#/users?search=reader&is_active=true");
    visitor.awaitText(before + " users");
    HeldCalls held = HeldCalls.of(visitor.browser(), "/auth-service/bulk");
    visitor.click(By.cssSelector("thead input[type=checkbox]"));
    visitor.clickButton("Tick all " + before + " that match");
    visitor.clickButton("Deactivate");
    visitor.click(inDialog("Deactivate"));
    visitor.click(inDialog("Stop"));
    visitor.inspect("users-stopping");
    held.letGo();
    visitor.awaitText("Stopped. Done: " + PORTION + ". Not done: 0.");
    visitor.click(inDialog("Close"));

    // Django's admin cannot be stopped: it answers when all is done, or not at all.
    assertThat(held.asked()).hasSize(1);
    assertThat(count("search=reader&is_active=true")).isEqualTo(before - PORTION);
  }

  @ParameterizedTest
  @EnumSource
  void exportedAsTheyAreFiltered(Hand hand, @TempDir Path downloads) throws IOException {
    Visitor visitor = visitors.at(hand, "#/users?search=customer3");
    visitor.awaitText("10 users");
    visitor.browser().keepDownloads(downloads);
    visitor.clickButton("Export CSV");
    visitor.awaitText("The list was exported.");
    Path file = downloads.resolve("users.csv");
    Awaitility.await().until(() -> Files.exists(file));

    visitor.assertNoMoreClicksThan(3, "tick all, the action, Go, where an extension brings one");
    assertThat(Files.readAllLines(file))
        .hasSize(11)
        .first()
        .asString()
        .startsWith("id,keycloak_id,username,email,first_name,last_name,is_active,");
    assertThat(Files.readString(file))
        .contains(",customer30,customer30@example.com,", ",customer39,")
        .doesNotContain("customer40", "password");
  }

  @ParameterizedTest
  @EnumSource
  void toldAboutAtHome(Hand hand) {
    User user = api.user();
    rename(user, "Zoe");
    Visitor visitor = visitors.at(hand, "#/");
    visitor.awaitText("First name: First → Zoe");
    visitor.clickLink(user.username());
    visitor.browser().find(By.name("first_name"));

    visitor.assertNoMoreClicksThan(1, "the user, among the recent actions");
  }

  private void rename(User user, String name) {
    api.asSuperuser()
        .contentType("application/json")
        .body(Map.of("first_name", name))
        .patch(user.path())
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @EnumSource
  void lookedUpInTheHistory(Hand hand) {
    User user = api.user();
    rename(user, "Anna");
    Visitor visitor = at(hand, user);
    visitor.clickLink(user.username());
    visitor.clickLink("History");
    visitor.awaitText("First name: First → Anna");
    visitor.inspect("user-history");

    visitor.assertNoMoreClicksThan(2, "the user, History");
  }
}
