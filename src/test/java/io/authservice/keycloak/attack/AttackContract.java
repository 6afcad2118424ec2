package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever does not administer the realm tries everything there is on those who do, and to become
 * one of them. Each attempt is refused, and at the end nobody has more than before, or less.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class AttackContract {

  /** Every role of administration but the one that is all of them. */
  static final String[] NEARLY_ALL = {
    "create-client",
    "impersonation",
    "manage-authorization",
    "manage-clients",
    "manage-events",
    "manage-identity-providers",
    "manage-organizations",
    "manage-realm",
    "manage-users",
    "view-users"
  };

  private final Stage stage;
  private final List<Attacker> attackers = new ArrayList<>();
  private final Map<String, Map<String, Object>> before = new HashMap<>();
  private Scene scene;

  AttackContract(Stage stage) {
    this.stage = stage;
  }

  @BeforeAll
  void set() {
    scene = new Scene(stage);
    attacker("nobody", Person.NOBODY);
    attacker("a user", stage.user());
    attacker("staff", stage.staff());
    attacker("staff with more", stage.give(stage.staff(), "impersonation", "view-events"));
    for (String role : List.of("query-users", "view-users", "manage-users", "impersonation")) {
      attacker("a client with " + role, stage.serviceAccount(role));
    }
    attacker("a client with nearly all", stage.serviceAccount(NEARLY_ALL));
    attacker("an administrator with nearly all", stage.give(stage.user(), NEARLY_ALL));
    stage.login(stage.realm(), scene.superuser().name(), "wrong");
    scene.mighty().forEach((who, person) -> before.put(who, shown(person)));
  }

  private void attacker(String kind, Person self) {
    String group = stage.group();
    if (!self.id().isEmpty()) {
      stage
          .asMaster()
          .body("{}")
          .put(stage.admin("/users/" + self.id() + "/groups/" + group))
          .then()
          .statusCode(204);
    }
    attackers.add(new Attacker(kind, stage, self, group, stage.role(List.of())));
  }

  private Map<String, Object> shown(Person person) {
    return stage.get("/users/" + person.id()).path("$");
  }

  Stream<Arguments> everythingByEveryone() {
    return attackers.stream()
        .flatMap(who -> Attacks.on(scene).stream().map(attack -> Arguments.of(who, attack)));
  }

  @Order(1)
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everythingByEveryone")
  void isRefused(Attacker attacker, Attack attack) {
    Response answer = attack.deed().by(attacker);

    List<Integer> refusals =
        attack.name().startsWith("spelling") ? List.of(400, 401, 403, 404) : List.of(400, 401, 403);
    assertThat(answer.statusCode()).as(answer.asString()).isIn(refusals);
  }

  /** The API lets staff change whoever is no superuser: that is not all that somebody can be. */
  @Order(1)
  @Test
  void theApiKeepsToTheSameRule() {
    Person staff = stage.staff();
    String token = stage.apiToken(staff);
    scene
        .mighty()
        .forEach(
            (who, person) -> {
              String id = person.id().replaceFirst(".*:", "");
              if (id.matches("[0-9]+")) {
                String path = "/realms/" + stage.realm() + "/auth-service/api/users/" + id + "/";
                assertThat(
                        stage
                            .anonymous()
                            .header("Authorization", "Bearer " + token)
                            .body(Map.of("password", "M1ne-pass-phrase!"))
                            .patch(path)
                            .statusCode())
                    .as(who)
                    .isEqualTo(403);
                assertThat(
                        stage
                            .anonymous()
                            .header("Authorization", "Bearer " + token)
                            .delete(path)
                            .statusCode())
                    .as(who)
                    .isEqualTo(403);
              }
            });
  }

  @Order(2)
  @Test
  void andNobodyHasMoreThanBefore() {
    for (Attacker attacker : attackers) {
      if (!attacker.self().id().isEmpty()) {
        assertThat(stage.holds(attacker.self())).as(attacker.kind()).doesNotContain("realm-admin");
      }
    }
  }

  @Order(3)
  @Test
  void norHaveTheMightyLess() {
    scene
        .mighty()
        .forEach(
            (who, person) -> {
              assertThat(shown(person)).as(who).isEqualTo(before.get(who));
              assertThat(stage.holds(person)).as(who).contains("realm-admin");
              if (!who.startsWith("a client")) {
                stage.loggedIn(person.id(), person.name());
              }
            });
    assertThat(stage.get("/users/" + scene.superuser().id() + "/sessions").<List<String>>path("id"))
        .contains(scene.session());
  }
}
