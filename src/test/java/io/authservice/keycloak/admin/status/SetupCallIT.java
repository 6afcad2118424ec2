package io.authservice.keycloak.admin.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.ServiceAccount;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A realm that was there before the extension, and gets what it lacks of the template. */
@WithTestServer
class SetupCallIT {

  private static final List<String> CLIENTS =
      List.of(
          "auth-service-api",
          "auth-service-console",
          "auth-service-operations",
          "auth-service-swagger");

  private static final String NOTHING = "{clients=[], client_scopes=[], profile_attributes=[]}";

  /** What Keycloak makes anew in each realm. */
  private static final Set<String> OF_EACH_REALM = Set.of("id", "secret", "attributes");

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final String realm = "setup-" + Api.newName();
  private final String path = "/admin/realms/" + realm;

  SetupCallIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeEach
  void create() {
    admin
        .request()
        .body(Map.of("realm", realm, "enabled", true, "adminEventsEnabled", true))
        .post("/admin/realms")
        .then()
        .statusCode(201);
  }

  @AfterEach
  void remove() {
    admin.request().delete(path).then().statusCode(204);
  }

  private ValidatableResponse setUp(String query) {
    return admin.request().post(path + "/auth-service/setup" + query).then().statusCode(200);
  }

  private JsonPath get(String at) {
    return admin.request().get(at).then().statusCode(200).extract().body().jsonPath();
  }

  @Test
  void tellsWhatItWouldAddAndAddsNothing() {
    List<String> clients = get(path + "/clients").getList("clientId");

    setUp("?dry-run=true")
        .body("dry_run", equalTo(true))
        .body("added.clients", equalTo(CLIENTS))
        .body("added.client_scopes", hasItems("auth-service", "read", "write"))
        .body("added.profile_attributes", hasItems("user_id", "django_groups"))
        .body("left.storage", equalTo(true))
        .body("left.profile_attributes", hasItems("username"));

    assertThat(get(path + "/clients").<String>getList("clientId")).isEqualTo(clients);
  }

  @Test
  void makesARealmThatHasWhatTheTemplateHas() {
    setUp("").body("dry_run", equalTo(false)).body("added.clients.size()", equalTo(CLIENTS.size()));

    for (String clientId : CLIENTS) {
      assertThat(client(path, clientId)).isEqualTo(client(admin.path(""), clientId));
      assertThat(mappedRoles(path, clientId)).isEqualTo(mappedRoles(admin.path(""), clientId));
    }
    assertThat(scopes(path)).isEqualTo(scopes(admin.path("")));
    for (String kind : List.of("default", "optional")) {
      String assigned = "/default-" + kind + "-client-scopes";
      assertThat(get(path + assigned).<String>getList("name"))
          .containsExactlyInAnyOrderElementsOf(get(admin.path(assigned)).getList("name"));
    }
    Map<String, Object> profile = profile(path);
    assertThat(profile)
        .containsEntry("user_id", profile(admin.path("")).get("user_id"))
        .containsEntry("django_groups", profile(admin.path("")).get("django_groups"));
    assertThat(get(path + "/users/profile").<String>getList("groups.name")).contains("django");
    assertThat(get(path + "/auth-service/status").getMap("realm.missing"))
        .isEqualTo(
            Map.of(
                "storage", true,
                "clients", List.of(),
                "client_scopes", List.of(),
                "profile_attributes", List.of()));
    assertThat(get(path + "/admin-events").<String>getList("resourceType"))
        .contains("AUTH_SERVICE_SETUP");
  }

  @Test
  void changesNothingThatIsThere() {
    admin
        .request()
        .body(
            Map.of(
                "clientId", "auth-service-api",
                "description", "mine",
                "publicClient", false))
        .post(path + "/clients")
        .then()
        .statusCode(201);
    admin
        .request()
        .body(Map.of("name", "read", "protocol", "openid-connect", "description", "mine"))
        .post(path + "/client-scopes")
        .then()
        .statusCode(201);
    Object username = profile(path).get("username");

    setUp("").body("added.clients.size()", equalTo(CLIENTS.size() - 1));

    assertThat(client(path, "auth-service-api")).containsEntry("description", "mine");
    assertThat(get(path + "/client-scopes").getString("find { it.name == 'read' }.description"))
        .isEqualTo("mine");
    assertThat(get(path + "/default-optional-client-scopes").<String>getList("name"))
        .contains("write")
        .doesNotContain("read");
    assertThat(profile(path)).containsEntry("username", username);
    Map<String, Object> made = contents();
    assertThat(setUp("").extract().path("added").toString()).isEqualTo(NOTHING);
    assertThat(contents()).isEqualTo(made);
  }

  @Test
  void isForThoseWhoAdministerTheRealm() {
    String own = admin.path("/auth-service/setup");
    admin
        .as(ServiceAccount.with(admin, server.realm(), "manage-clients").token())
        .post(own)
        .then()
        .statusCode(403)
        .body("code", equalTo("permission_denied"));
    admin.as(admin.adminToken(api.staff())).post(own).then().statusCode(403);
    admin
        .as(admin.adminToken(api.superuser()))
        .post(own)
        .then()
        .statusCode(200)
        .body("left.storage", equalTo(false));
    admin.request().post(own + "?dry-run=yes").then().statusCode(400);
    admin.request().post(own + "?dry_run=true").then().statusCode(400);
  }

  private Map<String, Object> contents() {
    return Map.of(
        "clients", get(path + "/clients").getList(""),
        "scopes", get(path + "/client-scopes").getList(""),
        "profile", get(path + "/users/profile").getMap(""));
  }

  private Map<String, Object> client(String at, String clientId) {
    Map<String, Object> client =
        new HashMap<>(get(at + "/clients?clientId=" + clientId).<String, Object>getMap("[0]"));
    OF_EACH_REALM.forEach(client::remove);
    client.replaceAll(
        (name, value) ->
            value instanceof List<?> list
                ? list.stream().map(this::neutral).sorted().toList()
                : value instanceof String text ? neutral(text) : value);
    return client;
  }

  private String neutral(Object text) {
    return text.toString().replace("/" + realm + "/", "/auth-service/");
  }

  private List<String> mappedRoles(String at, String clientId) {
    String id = get(at + "/clients?clientId=" + clientId).getString("[0].id");
    List<String> roles =
        get(at + "/clients/" + id + "/scope-mappings")
            .getList("clientMappings['realm-management'].mappings.name");
    return roles == null ? List.of() : roles.stream().sorted().toList();
  }

  private Map<String, Object> scopes(String at) {
    Map<String, Object> scopes = new TreeMap<>();
    for (Map<String, Object> scope : get(at + "/client-scopes").<Map<String, Object>>getList("")) {
      Map<String, Object> known = new HashMap<>(scope);
      known.remove("id");
      List<Object> mappers = new ArrayList<>();
      if (known.get("protocolMappers") instanceof List<?> list) {
        list.forEach(
            mapper -> {
              Map<Object, Object> copy = new HashMap<>((Map<?, ?>) mapper);
              copy.remove("id");
              mappers.add(new TreeMap<>(copy).toString());
            });
      }
      known.put("protocolMappers", mappers.stream().map(Object::toString).sorted().toList());
      if (List.of("auth-service", "read", "write", "integer-id", "groups", "permissions")
          .contains(String.valueOf(scope.get("name")))) {
        scopes.put(String.valueOf(scope.get("name")), known);
      }
    }
    return scopes;
  }

  private Map<String, Object> profile(String at) {
    Map<String, Object> attributes = new TreeMap<>();
    get(at + "/users/profile")
        .<Map<String, Object>>getList("attributes")
        .forEach(attribute -> attributes.put(String.valueOf(attribute.get("name")), attribute));
    return attributes;
  }
}
