package io.authservice.keycloak.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whom an attacker finds: people who hold the realm in each way there is, and what gives it. */
final class Scene {

  private final Stage stage;
  private final Map<String, Person> mighty = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> roles = new LinkedHashMap<>();
  private final Map<String, String> groups = new LinkedHashMap<>();
  private final String session;

  Scene(Stage stage) {
    this.stage = stage;
    roles.put("realm-admin", stage.managementRole("realm-admin"));
    Map<String, Object> composite = stage.role(List.of(roles.get("realm-admin")));
    roles.put("a composite", composite);
    roles.put("a composite of a composite", stage.role(List.of(composite)));

    String direct = stage.group();
    map(direct, "/clients/" + stage.management(), roles.get("realm-admin"));
    groups.put("a group with the role", direct);
    groups.put("a group below it", stage.childOf(direct));
    String hidden = stage.group();
    map(hidden, "/realm", roles.get("a composite of a composite"));
    groups.put("a group with a composite", hidden);

    mighty.put("a superuser", stage.superuser());
    mighty.put("a holder of realm-admin", stage.give(stage.user(), "realm-admin"));
    Person holder = stage.user();
    stage
        .asMaster()
        .body(List.of(composite))
        .post(stage.admin("/users/" + holder.id() + "/role-mappings/realm"))
        .then()
        .statusCode(204);
    mighty.put("a holder of a composite", holder);
    Person member = stage.user();
    stage
        .asMaster()
        .body("{}")
        .put(stage.admin("/users/" + member.id() + "/groups/" + groups.get("a group below it")))
        .then()
        .statusCode(204);
    mighty.put("a member of a group", member);
    mighty.put("a client with realm-admin", stage.serviceAccount("realm-admin"));
    session = stage.get("/users/" + mighty.get("a superuser").id() + "/sessions").path("[0].id");
  }

  private void map(String group, String container, Map<String, Object> role) {
    stage
        .asMaster()
        .body(List.of(role))
        .post(stage.admin("/groups/" + group + "/role-mappings" + container))
        .then()
        .statusCode(204);
  }

  Stage stage() {
    return stage;
  }

  /** People who administer the realm, each by another way. */
  Map<String, Person> mighty() {
    return mighty;
  }

  Person superuser() {
    return mighty.get("a superuser");
  }

  /** Roles that hold {@code realm-admin}. */
  Map<String, Map<String, Object>> roles() {
    return roles;
  }

  Map<String, Object> composite() {
    return roles.get("a composite of a composite");
  }

  /** Groups whose members hold {@code realm-admin}. */
  Map<String, String> groups() {
    return groups;
  }

  /** A session of the superuser. */
  String session() {
    return session;
  }
}
