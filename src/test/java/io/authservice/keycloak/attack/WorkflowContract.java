package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Administrators set up workflows, which run as nobody, whoever sets one off: a step that would
 * give authority gives none, and the steps after it are done.
 */
abstract class WorkflowContract {

  private final Stage stage;
  private Map<String, Object> last = Map.of();
  private String workflow = "";

  WorkflowContract(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void setUp() {
    last = stage.role(List.of());
    Map<String, Object> mighty = stage.role(List.of(stage.managementRole("realm-admin")));
    String group = stage.group();
    stage
        .asMaster()
        .body(List.of(mighty))
        .post(stage.admin("/groups/" + group + "/role-mappings/realm"))
        .then()
        .statusCode(204);
    workflow =
        stage.make(
            "/workflows",
            Map.of(
                "name",
                "workflow-" + Stage.newName(),
                "on",
                "user-created",
                "steps",
                List.of(
                    step("set-user-attribute", "is_superuser", "true"),
                    step("set-user-attribute", "is_staff", "true"),
                    step("grant-role", "role", Stage.MANAGEMENT + "/realm-admin"),
                    step("grant-role", "role", mighty.get("name").toString()),
                    step("join-group", "group", stage.get("/groups/" + group).path("path")),
                    step("grant-role", "role", last.get("name").toString()))));
  }

  private static Map<String, Object> step(String uses, String setting, String value) {
    return Map.of("uses", uses, "with", Map.of(setting, List.of(value)));
  }

  @AfterEach
  void removeIt() {
    stage.asMaster().delete(stage.admin("/workflows/" + workflow)).then().statusCode(204);
  }

  @Test
  void givesNoAuthorityToWhomAnAdministratorMakes() {
    assertPlain(stage.user());
  }

  @Test
  void givesNoneWhereASuperuserSetsItOff() {
    Person superuser = stage.superuser();
    Person user = stage.user();
    assertPlain(user);
    stage
        .asMaster()
        .body(List.of(last))
        .delete(stage.admin("/users/" + user.id() + "/role-mappings/realm"))
        .then()
        .statusCode(204);

    stage
        .as(superuser)
        .post(stage.admin("/workflows/" + workflow + "/activate/USERS/" + user.id()))
        .then()
        .statusCode(204);

    assertPlain(user);
  }

  private void assertPlain(Person person) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        stage
                            .get("/users/" + person.id() + "/role-mappings/realm")
                            .<List<Object>>path("name"))
                    .contains(last.get("name")));
    assertThat(stage.get("/users/" + person.id()).<Object>path("attributes"))
        .asString()
        .contains("is_superuser=[false]", "is_staff=[false]");
    assertThat(stage.holds(person)).doesNotContain("realm-admin", "manage-users");
    assertThat(stage.get("/users/" + person.id() + "/groups").<List<Object>>path("$")).isEmpty();
  }
}
