package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An administrator who may only ask for users finds those whom the realm's permissions show it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PermissionsContract {

  private final Stage stage;
  private Person named;
  private Person member;
  private Person hidden;
  private Person asking;

  PermissionsContract(Stage stage) {
    this.stage = stage;
  }

  @BeforeAll
  void set() {
    named = stage.user();
    member = stage.user();
    hidden = stage.user();
    asking = stage.give(stage.user(), "query-users");
    String group = stage.group();
    for (Person joining : List.of(member, hidden)) {
      stage
          .asMaster()
          .body("{}")
          .put(stage.admin("/users/" + joining.id() + "/groups/" + group))
          .then()
          .statusCode(204);
    }
    enable(true);
    String rules = "/clients/" + stage.client("admin-permissions") + "/authz/resource-server";
    String yes = policy(rules, "POSITIVE");
    String no = policy(rules, "NEGATIVE");
    permission(rules, "Users", List.of("view"), named.id(), yes);
    permission(rules, "Groups", List.of("view-members"), group, yes);
    permission(rules, "Users", List.of("view"), hidden.id(), no);
  }

  private void enable(boolean enabled) {
    stage
        .asMaster()
        .body(Map.of("realm", stage.realm(), "adminPermissionsEnabled", enabled))
        .put(stage.admin(""))
        .then()
        .statusCode(204);
  }

  private String policy(String rules, String logic) {
    return stage
        .asMaster()
        .body(
            Map.of(
                "name", "policy-" + Stage.newName(), "logic", logic, "users", List.of(asking.id())))
        .post(stage.admin(rules + "/policy/user"))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void permission(
      String rules, String type, List<String> scopes, String resource, String policy) {
    stage
        .asMaster()
        .body(
            Map.of(
                "name",
                "permission-" + Stage.newName(),
                "resourceType",
                type,
                "scopes",
                scopes,
                "resources",
                List.of(resource),
                "policies",
                List.of(policy)))
        .post(stage.admin(rules + "/permission/scope"))
        .then()
        .statusCode(201);
  }

  @AfterAll
  void leave() {
    enable(false);
  }

  private List<String> names(String below) {
    return stage
        .as(asking)
        .get(stage.admin(below))
        .then()
        .statusCode(200)
        .extract()
        .path("username");
  }

  @Test
  void listsAndSearchesShowThoseAlone() {
    for (String query :
        List.of("/users?max=1000", "/users?search=*a*&max=1000", "/users?email=a&max=1000")) {
      assertThat(names(query)).as(query).containsExactlyInAnyOrder(named.name(), member.name());
    }
    assertThat(names("/users?username=" + hidden.name())).isEmpty();
    assertThat(names("/users?username=" + named.name())).containsExactly(named.name());
  }

  @Test
  void pagesOfTheConsoleShowThoseAlone() {
    assertThat(names("/ui-ext/brute-force-user?max=1000&briefRepresentation=true"))
        .containsExactlyInAnyOrder(named.name(), member.name());
    assertThat(names("/users?first=0&max=1")).hasSize(1);
    assertThat(names("/users?first=2&max=5")).isEmpty();
  }

  @Test
  void thoseAloneAreCounted() {
    for (String query : List.of("/users/count", "/users/count?search=a")) {
      assertThat(stage.as(asking).get(stage.admin(query)).asString()).as(query).isEqualTo("2");
    }
  }

  @Test
  void othersFindEveryone() {
    assertThat(stage.get("/users?max=5000").<List<String>>path("username"))
        .contains(named.name(), member.name(), hidden.name());
    Person staff = stage.staff();
    assertThat(
            stage
                .as(staff)
                .get(stage.admin("/users?max=5000"))
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("username"))
        .contains(named.name(), member.name(), hidden.name());
  }
}
