package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules leave open to those who manage users, and to those who administer the realm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DelegationContract {

  private final Stage stage;
  private Scene scene;
  private final Map<String, Attacker> actors = new HashMap<>();

  DelegationContract(Stage stage) {
    this.stage = stage;
  }

  @BeforeAll
  void set() {
    scene = new Scene(stage);
    actor("staff", stage.staff());
    actor("a client", stage.serviceAccount("manage-users", "view-users"));
    actor("a superuser", stage.superuser());
    actor("a client with realm-admin", stage.serviceAccount("realm-admin"));
  }

  private void actor(String kind, Person self) {
    actors.put(kind, new Attacker(kind, stage, self, stage.group(), stage.role(List.of())));
  }

  private static void assertDone(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
  }

  @ParameterizedTest
  @ValueSource(strings = {"staff", "a client", "a superuser", "a client with realm-admin"})
  void whoManagesUsersDoesTheJobs(String who) {
    Attacker actor = actors.get(who);
    Person user = stage.user();
    String path = "/users/" + user.id();
    Map<String, Object> shown = new HashMap<>(stage.get(path).path("$"));
    shown.put("firstName", "Changed");
    Map<String, Object> staff = new HashMap<>(shown);
    staff.put("attributes", Map.of("is_staff", List.of("true")));
    String session = stage.get(path + "/sessions").path("[0].id");

    assertDone(actor.call("POST", "/users", Map.of("username", Stage.newName(), "enabled", true)));
    assertDone(actor.call("GET", path, null));
    assertDone(actor.call("PUT", path, shown));
    assertDone(actor.call("PUT", path, staff));
    assertThat(stage.holds(user)).contains("manage-users");
    assertDone(actor.call("PUT", path, shown));
    assertDone(
        actor.call(
            "PUT",
            path + "/reset-password",
            Map.of("type", "password", "value", "An0ther-pass-phrase!")));
    assertDone(actor.call("DELETE", "/attack-detection/brute-force" + path, null));
    assertDone(actor.call("POST", path + "/role-mappings/realm", List.of(actor.role())));
    assertDone(actor.call("DELETE", path + "/role-mappings/realm", List.of(actor.role())));
    assertDone(actor.call("PUT", path + "/groups/" + actor.group(), Map.of()));
    assertDone(actor.call("DELETE", path + "/groups/" + actor.group(), null));
    assertThat(actor.call("DELETE", "/sessions/" + session, null).statusCode()).isIn(204, 404);
    assertDone(actor.call("POST", path + "/logout", null));
    for (boolean enabled : List.of(false, true)) {
      Map<String, Object> switched = new HashMap<>(stage.get(path).path("$"));
      switched.put("enabled", enabled);
      assertDone(actor.call("PUT", path, switched));
      assertThat(stage.get(path).<Boolean>path("enabled")).isEqualTo(enabled);
    }
    assertDone(actor.call("DELETE", path, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"staff", "a client", "a superuser", "a client with realm-admin"})
  void whoManagesUsersKeepsPlainGroups(String who) {
    Attacker actor = actors.get(who);

    Response made = actor.call("POST", "/groups", Map.of("name", Stage.newName()));
    assertDone(made);
    String group = made.header("Location").replaceFirst(".*/", "");
    assertDone(
        actor.call("POST", "/groups/" + group + "/children", Map.of("name", Stage.newName())));
    assertDone(
        actor.call(
            "POST",
            "/groups/" + actor.group() + "/children",
            Map.of("id", group, "name", "moved")));
    assertDone(actor.call("PUT", "/groups/" + group, Map.of("name", Stage.newName())));
    assertDone(
        actor.call("POST", "/groups/" + group + "/role-mappings/realm", List.of(actor.role())));
    assertDone(
        actor.call("DELETE", "/groups/" + group + "/role-mappings/realm", List.of(actor.role())));
    assertDone(actor.call("DELETE", "/groups/" + group, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a superuser", "a client with realm-admin"})
  void whoAdministersTheRealmGivesItAway(String who) {
    Attacker actor = actors.get(who);
    Person user = stage.user();

    assertDone(
        actor.call(
            "POST",
            "/users/" + user.id() + "/role-mappings/realm",
            List.of(scene.roles().get("a composite"))));
    assertThat(stage.holds(user)).contains("realm-admin");
    Person other = stage.user();
    assertDone(
        actor.call(
            "PUT",
            "/users/" + other.id() + "/groups/" + scene.groups().get("a group below it"),
            Map.of()));
    assertThat(stage.holds(other)).contains("realm-admin");
    assertDone(
        actor.call(
            "PUT",
            "/users/" + user.id() + "/reset-password",
            Map.of("type", "password", "value", "An0ther-pass-phrase!")));
    assertDone(actor.call("DELETE", "/users/" + other.id(), null));
  }

  @Test
  void everybodyIsUnlockedByStaffWhileNoSuperuserIsConcerned() {
    Attacker staff = actors.get("staff");
    Person superuser = stage.superuser();
    Person user = stage.user();
    stage
        .asMaster()
        .delete(stage.admin("/attack-detection/brute-force/users"))
        .then()
        .statusCode(204);
    stage.login(stage.realm(), user.name(), "wrong");
    assertDone(staff.call("DELETE", "/attack-detection/brute-force/users", null));

    stage.login(stage.realm(), superuser.name(), "wrong");
    assertThat(staff.call("DELETE", "/attack-detection/brute-force/users", null).statusCode())
        .isEqualTo(403);
  }
}
