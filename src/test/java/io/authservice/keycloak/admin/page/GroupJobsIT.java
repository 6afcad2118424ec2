package io.authservice.keycloak.admin.page;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * What people did with groups in Django's admin, done on the administrators' page by mouse and by
 * keyboard, in no more clicks. Django's are those of Django 3.2, from its list of groups on.
 */
@NeedsBrowser
@WithFilledServer
@TestInstance(Lifecycle.PER_CLASS)
class GroupJobsIT {

  private static final int VIEW_ORDER = 109;

  private final Api api;
  private final AdminApi admin;
  @AutoClose private final Visitors visitors;

  GroupJobsIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
    visitors = new Visitors(server, api.superuser());
  }

  private String calls(String path) {
    return admin.path("/auth-service/" + path);
  }

  private Response group(int id) {
    return admin.request().get(calls("groups/" + id));
  }

  private int add(String name) {
    return admin
        .request()
        .body(Map.of("name", name, "permissions", List.of()))
        .post(calls("groups"))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void join(int group, User user) {
    admin
        .request()
        .body(Map.of("groups", List.of(group)))
        .patch(calls("users/" + user.id() + "/grants"))
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @EnumSource
  void addedWithAPermission(Hand hand) {
    String name = "Packers " + Api.newName();
    Visitor visitor = visitors.at(hand, "#/groups");
    visitor.clickLink("Add group");
    visitor.type("name", FilledServerExtension.GROUP);
    visitor.press(Keys.ENTER);
    visitor.awaitText("This name is taken already.");
    visitor.type("name", name);
    visitor.type(By.cssSelector(".picker input[type=search]"), "view order");
    // Enter narrows nothing further, and sends no form.
    visitor.press(Keys.ENTER);
    visitor.tick("Can view order");
    visitor.awaitText("1 of 12 chosen");
    visitor.inspect("group-new");
    visitor.clickButton("Save");
    visitor.awaitText("The group " + name + " was saved.");

    visitor.assertNoMoreClicksThan(4, "Add group, the permission, the arrow, Save");
    admin
        .request()
        .get(calls("groups"))
        .then()
        .body("find { it.name == '" + name + "' }.permissions", equalTo(1));
  }

  @ParameterizedTest
  @EnumSource
  void renamed(Hand hand) {
    String name = "Old " + Api.newName();
    int id = add(name);
    Visitor visitor = visitors.at(hand, "#/groups");
    visitor.clickLink(name);
    visitor.type("name", "New " + name);
    visitor.clickButton("Save");
    visitor.awaitText("The group New " + name + " was saved.");

    visitor.assertNoMoreClicksThan(2, "the group, Save");
    group(id).then().body("name", equalTo("New " + name));
  }

  @ParameterizedTest
  @EnumSource
  void givenAPermission(Hand hand) {
    String name = "Given " + Api.newName();
    int id = add(name);
    Visitor visitor = visitors.at(hand, "#/groups");
    visitor.clickLink(name);
    visitor.tick("Can view order");
    visitor.clickButton("Save");
    visitor.awaitText("The group " + name + " was saved.");

    visitor.assertNoMoreClicksThan(4, "the group, the permission, the arrow, Save");
    group(id).then().body("permissions", contains(VIEW_ORDER));
  }

  @ParameterizedTest
  @EnumSource
  void askedForItsMembers(Hand hand) {
    User user = api.user();
    String name = "Full " + Api.newName();
    join(add(name), user);
    Visitor visitor = visitors.at(hand, "#/groups");
    visitor.inspect("groups");
    visitor.click(By.cssSelector("a[aria-label='Users of " + name + "']"));
    visitor.awaitText("1 user");
    visitor.browser().find(By.linkText(user.username()));

    visitor.assertNoMoreClicksThan(2, "Users, the filter by group");
  }

  @ParameterizedTest
  @EnumSource
  void deleted(Hand hand) {
    User user = api.user();
    String name = "Gone " + Api.newName();
    int id = add(name);
    join(id, user);
    Visitor visitor = visitors.at(hand, "#/groups");
    visitor.clickLink(name);
    visitor.awaitText(user.username());
    visitor.clickButton("Delete…");
    visitor.awaitText("Delete the group " + name + "?");
    visitor.inspect("group-delete");
    visitor.click(inDialog("Delete"));
    visitor.awaitText("The group " + name + " was deleted.");

    visitor.assertNoMoreClicksThan(3, "the group, Delete, Yes, I'm sure");
    group(id).then().statusCode(404);
    api.as(user).get("/auth/me/").then().statusCode(200).body("groups", equalTo(List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void lookedUpInTheHistory(Hand hand) {
    String name = "Told " + Api.newName();
    int id = add(name);
    admin.request().body(Map.of("name", name + "2")).patch(calls("groups/" + id));
    Visitor visitor = visitors.at(hand, "#/groups");
    visitor.clickLink(name + "2");
    visitor.awaitText("Name: " + name + " → " + name + "2");
    visitor.inspect("group");

    visitor.assertNoMoreClicksThan(2, "the group, History");
  }

  /** Django saved over what somebody else did, without a word. */
  @ParameterizedTest
  @EnumSource
  void changedBySomebodyElseMeanwhile(Hand hand) {
    String name = "Shared " + Api.newName();
    int id = add(name);
    Visitor visitor = visitors.at(hand, "#/groups");
    visitor.clickLink(name);
    visitor.type("name", "Mine " + name);
    admin
        .request()
        .body(Map.of("permissions", List.of(VIEW_ORDER)))
        .patch(calls("groups/" + id))
        .then()
        .statusCode(200);
    visitor.clickButton("Save");
    visitor.awaitText("Somebody else changed this meanwhile.");
    visitor.inspect("group-changed-meanwhile");
    group(id).then().body("name", equalTo(name));
    visitor.clickButton("Keep mine");
    visitor.awaitText("What you typed is kept.");
    visitor.clickButton("Save");
    visitor.awaitText("The group Mine " + name + " was saved.");

    group(id)
        .then()
        .body("name", equalTo("Mine " + name))
        .body("permissions", contains(VIEW_ORDER));
  }

  @ParameterizedTest
  @EnumSource
  void leftWithoutSavingAfterAQuestion(Hand hand) {
    String name = "Kept " + Api.newName();
    int id = add(name);
    Visitor visitor = visitors.at(hand, "#/groups");
    visitor.clickLink(name);
    visitor.tick("Can view order");
    visitor.clickLink("All groups");
    visitor.awaitText("Leave without saving?");
    visitor.inspect("group-unsaved");
    visitor.click(inDialog("Cancel"));
    visitor.awaitText("1 of 12 chosen");
    visitor.clickLink("All groups");
    visitor.click(inDialog("Leave"));
    visitor.awaitText("Django's groups.");
    group(id).then().body("permissions", equalTo(List.of()));
    assertThat(visitor.browser().address()).endsWith("#/groups");
  }
}
