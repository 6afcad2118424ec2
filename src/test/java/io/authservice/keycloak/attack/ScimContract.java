package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
import org.junit.jupiter.params.provider.ValueSource;

/** SCIM, in a realm that has it switched on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ScimContract {

  private final Stage stage;
  private final String baseUrl;
  private final Map<String, Person> attackers = new LinkedHashMap<>();
  private final List<String> newNames = new ArrayList<>();
  private ScimCalls scim;
  private Person victim;
  private Person member;
  private String group;
  private Map<String, Object> before = Map.of();
  private Map<String, Object> beforeOfMember = Map.of();

  ScimContract(Stage stage, String baseUrl) {
    this.stage = stage;
    this.baseUrl = baseUrl;
  }

  @BeforeAll
  void set() {
    scim = new ScimCalls(stage, baseUrl);
    attackers.put("nobody", Person.NOBODY);
    attackers.put("a user", scim.user(stage.user()));
    attackers.put("staff", scim.user(stage.staff()));
    attackers.put(
        "a delegated administrator",
        scim.user(stage.give(stage.user(), "manage-users", "view-users", "query-groups")));
    attackers.put("a client with manage-users", scim.client("manage-users"));
    attackers.put("a client with nearly all", scim.client(AttackContract.NEARLY_ALL));
    attackers.put("a superuser", scim.user(stage.superuser()));
    attackers.put("a client with realm-admin", scim.client("realm-admin"));
    victim = stage.superuser();
    member = stage.user();
    group = stage.group();
    stage
        .asMaster()
        .body(List.of(stage.managementRole("realm-admin")))
        .post(stage.admin("/groups/" + group + "/role-mappings/clients/" + stage.management()))
        .then()
        .statusCode(204);
    before = shown(victim);
    beforeOfMember = shown(member);
  }

  private Map<String, Object> shown(Person person) {
    return stage.get("/users/" + person.id()).path("$");
  }

  private List<Map<String, Object>> found(String name) {
    return stage.get("/users?exact=true&username=" + name).jsonPath().getList("");
  }

  private String newName() {
    String name = Stage.newName();
    newNames.add(name);
    return name;
  }

  /** Administrators too: what SCIM does of a user of ours is not whole. */
  Stream<Arguments> everythingByEveryone() {
    return attackers.entrySet().stream()
        .flatMap(
            who ->
                attempts(who.getValue()).entrySet().stream()
                    .map(
                        attempt ->
                            Arguments.of(who.getKey(), attempt.getKey(), attempt.getValue())));
  }

  private Map<String, Supplier<Response>> attempts(Person who) {
    Map<String, Supplier<Response>> all = new LinkedHashMap<>();
    String above = "/Users/" + victim.id();
    String plain = "/Users/" + member.id();
    String flag = ScimCalls.FLAGS + ":is_superuser";
    Map<String, Object> flags = Map.of("is_superuser", "true", "is_staff", "true");
    List<Object> joined = List.of(Map.of("value", group));
    all.put("users", () -> scim.call(who, "GET", "/Users", null));
    all.put("a superuser", () -> scim.call(who, "GET", above, null));
    all.put("a search", () -> scim.call(who, "POST", "/Users/.search", Map.of("count", 1)));
    all.put("a new user", () -> create(who, Map.of()));
    all.put("a new superuser", () -> create(who, Map.of(ScimCalls.FLAGS, flags)));
    all.put("a new member of a group", () -> create(who, Map.of("groups", joined)));
    all.put("switching a superuser off", () -> patch(who, above, "active", "false"));
    all.put("a superuser's e-mail", () -> patch(who, above, "emails", "mine@example.com"));
    all.put("all of a superuser", () -> put(who, victim));
    all.put("removing a superuser", () -> scim.call(who, "DELETE", above, null));
    all.put("a flag", () -> patch(who, plain, flag, "true"));
    all.put("a group", () -> patch(who, plain, "groups", joined));
    all.put("all of a user", () -> put(who, member));
    all.put("removing a user", () -> scim.call(who, "DELETE", plain, null));
    all.put("groups", () -> scim.call(who, "GET", "/Groups", null));
    all.put("a new group", () -> scim.call(who, "POST", "/Groups", newGroup()));
    all.put("a member of a group", () -> join(who, member));
    all.put("oneself in a group", () -> join(who, who));
    all.put("removing a group", () -> scim.call(who, "DELETE", "/Groups/" + group, null));
    all.put("resource types", () -> scim.call(who, "GET", "/ResourceTypes", null));
    return all;
  }

  private Response create(Person who, Map<String, Object> more) {
    return scim.call(who, "POST", "/Users", ScimCalls.user(newName(), more));
  }

  private Response put(Person who, Person target) {
    return scim.call(
        who,
        "PUT",
        "/Users/" + target.id(),
        ScimCalls.user(target.name(), Map.of("id", target.id(), "active", false)));
  }

  private Response patch(Person who, String below, String attribute, Object value) {
    return scim.call(who, "PATCH", below, ScimCalls.patch("replace", attribute, value));
  }

  private Response join(Person who, Person target) {
    return scim.call(
        who,
        "PATCH",
        "/Groups/" + group,
        ScimCalls.patch("add", "members", List.of(Map.of("value", target.id()))));
  }

  private Map<String, Object> newGroup() {
    return ScimCalls.group(newName(), Map.of());
  }

  @Order(1)
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everythingByEveryone")
  void isRefused(String who, String what, Supplier<Response> attempt) {
    Response answer = attempt.get();

    assertThat(answer.statusCode())
        .as(answer.asString())
        .isEqualTo(who.equals("nobody") ? 401 : 403);
  }

  @Order(1)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/realms/{realm}/%73cim/v2/Users",
        "/realms/{realm}/s%63%69%6D/v2/Users",
        "/realms/{realm}/scim;x=y/v2/Users",
        "/realms/{realm};x=y/scim/v2/Users",
        "/realms/{realm}//scim/v2/Users",
        "/realms/{realm}/./scim/v2/Users",
        "/realms/x/../{realm}/scim/v2/Users",
        "//realms/{realm}/scim/v2/Users"
      })
  void spellingThePathOtherwiseOpensNothing(String spelling) throws Exception {
    String name = newName();
    String user = new ObjectMapper().writeValueAsString(ScimCalls.user(name, Map.of()));

    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(baseUrl + spelling.replace("{realm}", stage.realm())))
                    .header(
                        "Authorization",
                        "Bearer " + attackers.get("a client with realm-admin").token())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(user))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isIn(301, 400, 403, 404);
  }

  @Order(2)
  @Test
  void andNothingIsWritten() {
    assertThat(newNames).isNotEmpty();
    for (String name : newNames) {
      assertThat(found(name)).isEmpty();
      assertThat(stage.get("/groups?exact=true&search=" + name).<List<Object>>path("$")).isEmpty();
    }
    assertThat(shown(victim)).isEqualTo(before);
    assertThat(shown(member)).isEqualTo(beforeOfMember);
    assertThat(stage.get("/groups/" + group + "/members").<List<Object>>path("$")).isEmpty();
  }

  /** The same calls: that they are refused is not for how they are made. */
  @Test
  void aRealmWhoseUsersAreKeycloaksOwnIsServed() {
    String name = "realm-" + Stage.newName();
    stage
        .asMaster()
        .body(Map.of("realm", name, "enabled", true))
        .post("/admin/realms")
        .then()
        .statusCode(201);
    Stage other = new Stage(baseUrl, name);
    ScimCalls calls = new ScimCalls(other, baseUrl);
    Person client = calls.client("realm-admin");

    Response created =
        calls.call(client, "POST", "/Users", ScimCalls.user(Stage.newName(), Map.of()));

    assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
    calls.call(client, "DELETE", "/Users/" + created.path("id"), null).then().statusCode(204);
  }
}
