package io.authservice.keycloak.attack;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.KeptToken;
import io.authservice.keycloak.server.TestSettings;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A realm to be attacked, and the master realm's administrator, who sets the stage. */
final class Stage {

  static final String PASSWORD = "Corr3ct-horse-Batt3ry";
  static final String SECRET = "a-secret-of-the-client";
  static final String MANAGEMENT = "realm-management";

  private final String baseUrl;
  private final String realm;
  private final KeptToken masterToken = new KeptToken();

  Stage(String baseUrl, String realm) {
    this.baseUrl = baseUrl;
    this.realm = realm;
  }

  String realm() {
    return realm;
  }

  static String newName() {
    return "a" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  /** A path of the realm in the Admin API. */
  String admin(String below) {
    return "/admin/realms/" + realm + below;
  }

  RequestSpecification anonymous() {
    return given().baseUri(baseUrl).urlEncodingEnabled(false).contentType(ContentType.JSON);
  }

  RequestSpecification as(Person person) {
    return person.token().isEmpty()
        ? anonymous()
        : anonymous().header("Authorization", "Bearer " + person.token());
  }

  RequestSpecification asMaster() {
    return anonymous().header("Authorization", "Bearer " + masterToken.get(this::newMasterToken));
  }

  private String newMasterToken() {
    return login("master", TestSettings.MASTER_ADMIN_NAME, TestSettings.MASTER_ADMIN_PASSWORD)
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  Response login(String inRealm, String username, String password) {
    return token(
        inRealm,
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "admin-cli",
            "username",
            username,
            "password",
            password));
  }

  Response token(String inRealm, Map<String, String> form) {
    return given()
        .baseUri(baseUrl)
        .formParams(form)
        .post("/realms/" + inRealm + "/protocol/openid-connect/token");
  }

  Response get(String below) {
    return asMaster().get(admin(below)).then().statusCode(200).extract().response();
  }

  /** Makes something by a call of the Admin API; returns its id. */
  String make(String below, Map<String, Object> body) {
    String location =
        asMaster()
            .body(body)
            .post(admin(below))
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** A user with attributes, who has logged in. */
  Person person(Map<String, String> attributes) {
    String name = newName();
    Map<String, Object> lists = new HashMap<>();
    attributes.forEach((key, value) -> lists.put(key, List.of(value)));
    String id =
        make(
            "/users",
            Map.of(
                "username",
                name,
                "email",
                name + "@example.com",
                "firstName",
                "First",
                "lastName",
                "Last",
                "enabled",
                true,
                "attributes",
                lists,
                "credentials",
                List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false))));
    return loggedIn(id, name);
  }

  Person loggedIn(String id, String name) {
    return new Person(
        id,
        name,
        login(realm, name, PASSWORD).then().statusCode(200).extract().path("access_token"));
  }

  Person user() {
    return person(Map.of());
  }

  Person staff() {
    return person(Map.of("is_staff", "true"));
  }

  Person superuser() {
    return person(Map.of("is_superuser", "true"));
  }

  /** Gives roles of the realm's management client. */
  Person give(Person person, String... roles) {
    for (String role : roles) {
      asMaster()
          .body(List.of(managementRole(role)))
          .post(admin("/users/" + person.id() + "/role-mappings/clients/" + management()))
          .then()
          .statusCode(204);
    }
    return person;
  }

  /** A client that acts in its own name, with roles of the realm's management client. */
  Person serviceAccount(String... roles) {
    String clientId = "client-" + newName();
    String client =
        make(
            "/clients",
            Map.of(
                "clientId", clientId,
                "publicClient", false,
                "secret", SECRET,
                "serviceAccountsEnabled", true,
                "fullScopeAllowed", true));
    String user = get("/clients/" + client + "/service-account-user").path("id");
    give(new Person(user, clientId, ""), roles);
    String token =
        token(
                realm,
                Map.of(
                    "grant_type", "client_credentials",
                    "client_id", clientId,
                    "client_secret", SECRET))
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
    return new Person(user, clientId, token);
  }

  /** The internal id of a client. */
  String client(String clientId) {
    return get("/clients?clientId=" + clientId).path("[0].id");
  }

  String management() {
    return client(MANAGEMENT);
  }

  Map<String, Object> managementRole(String name) {
    return get("/clients/" + management() + "/roles/" + name).path("$");
  }

  /** A role of the realm, composed of others. */
  Map<String, Object> role(List<Map<String, Object>> composites) {
    String name = "role-" + newName();
    asMaster().body(Map.of("name", name)).post(admin("/roles")).then().statusCode(201);
    Map<String, Object> role = get("/roles/" + name).path("$");
    if (!composites.isEmpty()) {
      asMaster()
          .body(composites)
          .post(admin("/roles-by-id/" + role.get("id") + "/composites"))
          .then()
          .statusCode(204);
    }
    return role;
  }

  String group() {
    return make("/groups", Map.of("name", "group-" + newName()));
  }

  String childOf(String group) {
    return asMaster()
        .body(Map.of("name", "child-" + newName()))
        .post(admin("/groups/" + group + "/children"))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** An access token for the API. */
  String apiToken(Person person) {
    return anonymous()
        .body(Map.of("username", person.name(), "password", PASSWORD))
        .post("/realms/" + realm + "/auth-service/api/token/")
        .then()
        .statusCode(200)
        .extract()
        .path("access");
  }

  /** The names of the management roles that somebody holds, wherever they come from. */
  List<String> holds(Person person) {
    return get("/users/" + person.id() + "/role-mappings/clients/" + management() + "/composite")
        .path("name");
  }

  /** The one user of a name, as the Admin API shows it. */
  Map<String, Object> found(String name) {
    List<Map<String, Object>> users =
        get("/users?exact=true&username=" + name).jsonPath().getList("");
    assertThat(users).as(name).hasSize(1);
    return users.get(0);
  }
}
