package io.authservice.keycloak.storage.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.testing.BridgedRealm;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Roles, groups and marks of users: what was given shows as given, once, and is taken again; what
 * is everyone's shows as inherited, and whoever takes it from one is told that it stays.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GivenContract {

  private final BridgedRealm realm;
  private String user = "";
  private String group = "";
  private String management = "";

  GivenContract(BridgedRealm realm) {
    this.realm = realm;
  }

  @BeforeAll
  void makeDefaultGroup() {
    group = made("/groups", Map.of("name", newName()));
    expect(204, realm.server().asMaster().put(realm.admin("/default-groups/" + group)));
    management = get("/clients?clientId=realm-management").path("[0].id");
  }

  @AfterAll
  void removeDefaultGroup() {
    expect(204, realm.server().asMaster().delete(realm.admin("/groups/" + group)));
  }

  @BeforeEach
  void makeUser() {
    user = "/users/" + made("/users", Map.of("username", newName(), "enabled", true));
  }

  @Test
  void theDefaultRoleIsHeldAndWhatItIsComposedOfInherited() {
    assertThat(names(user + "/role-mappings/realm")).containsExactly(defaultRole());
    assertThat(names(user + "/role-mappings/realm/composite"))
        .contains(defaultRole(), "offline_access", "uma_authorization");

    expect(400, take("/role-mappings/realm", role("/roles/" + defaultRole())));
    expect(204, take("/role-mappings/realm", role("/roles/offline_access")));

    assertThat(names(user + "/role-mappings/realm")).containsExactly(defaultRole());
  }

  @Test
  void aRoleOfTheDefaultRoleIsGivenBesideItAndTaken() {
    Map<String, Object> role = role("/roles/offline_access");

    expect(204, give("/role-mappings/realm", role));
    expect(204, give("/role-mappings/realm", role));
    assertThat(names(user + "/role-mappings/realm"))
        .containsExactlyInAnyOrder(defaultRole(), "offline_access");

    expect(204, take("/role-mappings/realm", role));
    assertThat(names(user + "/role-mappings/realm")).containsExactly(defaultRole());
  }

  @Test
  void aRoleOfAFlagIsKeptUntilTheFlagGoes() {
    String staff = user + "/role-mappings/clients/" + management;
    Map<String, Object> role = role("/clients/" + management + "/roles/query-users");
    flag(true);

    expect(400, take("/role-mappings/clients/" + management, role));
    assertThat(names(staff)).contains("query-users");
    flag(false);

    assertThat(names(staff)).isEmpty();
  }

  @Test
  void aGroupOfEveryonesIsJoinedBesideAndLeft() {
    assertThat(names(user + "/groups")).hasSize(1);
    Response refusal = realm.server().asMaster().delete(realm.admin(user + "/groups/" + group));
    expect(400, refusal);
    assertThat(refusal.asString()).contains("default group");

    expect(204, realm.server().asMaster().delete(realm.admin("/default-groups/" + group)));
    for (int times = 0; times < 2; times++) {
      expect(204, realm.server().asMaster().put(realm.admin(user + "/groups/" + group)));
    }
    expect(204, realm.server().asMaster().put(realm.admin("/default-groups/" + group)));
    assertThat(names(user + "/groups")).hasSize(1);
    expect(204, realm.server().asMaster().delete(realm.admin(user + "/groups/" + group)));
    assertThat(names(user + "/groups")).hasSize(1);
  }

  /** Keycloak's list of members shows none but its own users. */
  @Test
  void organizationsRefuseMembersAndSayWhy() {
    settings(Map.of("organizationsEnabled", true));
    String name = newName();
    String organization =
        "/organizations/"
            + made(
                "/organizations",
                Map.of("name", name, "domains", List.of(Map.of("name", name + ".example"))));
    String id = user.substring("/users/".length());

    Response refusal =
        expect(
            400, realm.server().asMaster().body(id).post(realm.admin(organization + "/members")));

    assertThat(refusal.asString()).contains("Organizations have no members from this storage");
    assertThat(get(organization + "/members").jsonPath().getList("")).isEmpty();
    assertThat(get("/organizations/members/" + id + "/organizations").jsonPath().getList(""))
        .isEmpty();
    expect(204, realm.server().asMaster().delete(realm.admin(organization)));
    settings(Map.of("organizationsEnabled", false));
  }

  private void settings(Map<String, Object> settings) {
    expect(204, realm.server().asMaster().body(settings).put(realm.admin("")));
  }

  @Test
  void whatIsWrittenTwiceIsThereOnce() {
    for (int times = 0; times < 2; times++) {
      put(Map.of("requiredActions", List.of("CONFIGURE_TOTP", "CONFIGURE_TOTP")));
      put(Map.of("emailVerified", true));
    }

    assertThat(get(user).jsonPath().getList("requiredActions"))
        .isEqualTo(List.of("CONFIGURE_TOTP"));
  }

  private void flag(boolean staff) {
    put(Map.of("attributes", Map.of("is_staff", List.of(Boolean.toString(staff)))));
  }

  private void put(Map<String, Object> changes) {
    Map<String, Object> all = new HashMap<>(get(user).jsonPath().<String, Object>getMap(""));
    all.putAll(changes);
    expect(204, realm.server().asMaster().body(all).put(realm.admin(user)));
  }

  private String defaultRole() {
    return "default-roles-" + realm.name();
  }

  private Map<String, Object> role(String path) {
    return get(path).jsonPath().getMap("");
  }

  private Response give(String below, Map<String, Object> role) {
    return realm.server().asMaster().body(List.of(role)).post(realm.admin(user + below));
  }

  private Response take(String below, Map<String, Object> role) {
    return realm.server().asMaster().body(List.of(role)).delete(realm.admin(user + below));
  }

  private List<String> names(String path) {
    return get(path).jsonPath().getList("name");
  }

  private Response get(String path) {
    return expect(200, realm.server().asMaster().get(realm.admin(path)));
  }

  private String made(String path, Map<String, Object> body) {
    String location =
        expect(201, realm.server().asMaster().body(body).post(realm.admin(path)))
            .header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static Response expect(int status, Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    return answer;
  }

  private static String newName() {
    return "g" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }
}
