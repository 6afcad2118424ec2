package io.authservice.keycloak.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What staff and superusers may do through Keycloak's Admin API. */
@WithTestServer
class StaffDelegationIT {

  private final Api api;
  private final AdminApi admin;

  StaffDelegationIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private User superuser() {
    String name = Api.newName();
    String id = admin.create(name, Map.of("attributes", Map.of("is_superuser", List.of("true"))));
    return api.loggedIn(Long.parseLong(id.substring(id.lastIndexOf(':') + 1)), name, Api.PASSWORD);
  }

  private RequestSpecification as(User user) {
    return admin.as(admin.adminToken(user));
  }

  private String users(User user) {
    return admin.path("/users/" + admin.id(user.username()));
  }

  private static Map<String, Object> with(Map<String, Object> user, String field, Object value) {
    Map<String, Object> changed = new HashMap<>(user);
    changed.put(field, value);
    return changed;
  }

  private static void assertRefused(Response response) {
    assertThat(response.statusCode()).as(response.asString()).isIn(400, 403);
  }

  @Test
  void aUserManagesNobody() {
    User user = api.user();

    as(user).get(admin.path("/users")).then().statusCode(403);
    as(user).get(users(user)).then().statusCode(403);
    as(user).get(admin.path("/clients")).then().statusCode(403);
  }

  @Nested
  class Staff {

    private final User staff = api.staff();

    @Test
    void manageUsers() {
      User user = api.user();
      Map<String, Object> shown = admin.user(admin.id(user.username()));

      as(staff).get(admin.path("/users")).then().statusCode(200);
      as(staff).body(with(shown, "firstName", "ByStaff")).put(users(user)).then().statusCode(204);
      as(staff)
          .body(AdminApi.password("N3w-pass-phrase!", false))
          .put(users(user) + "/reset-password")
          .then()
          .statusCode(204);
      as(staff)
          .body(Map.of("username", Api.newName(), "enabled", true))
          .post(admin.path("/users"))
          .then()
          .statusCode(201);

      api.as(user).get("/auth/me/").then().statusCode(401);
      api.as(api.loggedIn(user.id(), user.username(), "N3w-pass-phrase!"))
          .get("/auth/me/")
          .then()
          .body("first_name", equalTo("ByStaff"));
      as(staff).delete(users(user)).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clients", "/components", "/events", "/identity-provider/instances"})
    void doNotManageTheRealm(String path) {
      as(staff).get(admin.path(path)).then().statusCode(403);
    }

    @Test
    void cannotMakeThemselvesSuperusers() {
      Map<String, Object> self = admin.user(admin.id(staff.username()));

      assertRefused(
          as(staff).body(AdminApi.withAttribute(self, "is_superuser", "true")).put(users(staff)));

      assertThat(admin.user(admin.id(staff.username())).get("attributes"))
          .hasFieldOrPropertyWithValue("is_superuser", List.of("false"));
    }

    @Test
    void cannotMakeSuperusersOfOthers() {
      User user = api.user();
      Map<String, Object> shown = admin.user(admin.id(user.username()));

      assertRefused(
          as(staff).body(AdminApi.withAttribute(shown, "is_superuser", "true")).put(users(user)));

      assertThat(admin.user(admin.id(user.username()))).isEqualTo(shown);
    }

    @Test
    void cannotCreateSuperusers() {
      String name = Api.newName();
      Map<String, List<String>> attributes = Map.of("is_superuser", List.of("true"));

      as(staff)
          .body(Map.of("username", name, "enabled", true, "attributes", attributes))
          .post(admin.path("/users"));

      api.asSuperuser()
          .get("/api/users/")
          .then()
          .body("findAll { it.username == '" + name + "' }.size()", equalTo(0));
    }

    @Test
    void cannotTouchSuperusers() {
      User superuser = superuser();
      String id = admin.id(superuser.username());
      Map<String, Object> shown = admin.user(id);
      String path = admin.path("/users/" + id);

      assertRefused(
          as(staff)
              .body(AdminApi.password("N3w-pass-phrase!", false))
              .put(path + "/reset-password"));
      assertRefused(as(staff).body("[\"password\"]").put(path + "/disable-credential-types"));
      assertRefused(as(staff).delete(path));
      assertRefused(as(staff).body(with(shown, "enabled", false)).put(path));
      assertRefused(as(staff).body(with(shown, "email", "evil@example.com")).put(path));
      assertRefused(
          as(staff).body(with(shown, "requiredActions", List.of("UPDATE_PASSWORD"))).put(path));
      assertRefused(
          as(staff).body(AdminApi.withAttribute(shown, "is_superuser", "false")).put(path));

      assertThat(admin.user(id)).isEqualTo(shown);
      api.as(superuser).get("/auth/me/").then().statusCode(200);
      api.obtain(superuser.username(), superuser.password()).then().statusCode(200);
    }

    @Test
    void cannotPassForSuperusers() {
      assertRefused(as(staff).post(users(superuser()) + "/impersonation"));
    }

    @Test
    void cannotTakeTheRealmAdminsRole() {
      String clients = admin.path("/clients");
      String management =
          admin.request().queryParam("clientId", "realm-management").get(clients).path("[0].id");
      Map<String, Object> role =
          admin.request().get(clients + "/" + management + "/roles/realm-admin").path("$");

      as(staff)
          .body(List.of(role))
          .post(users(staff) + "/role-mappings/clients/" + management)
          .then()
          .statusCode(403);
    }

    @Test
    void loseTheirRightsWithTheFlag() {
      String token = admin.adminToken(staff);
      admin.as(token).get(admin.path("/users")).then().statusCode(200);

      api.asSuperuser()
          .contentType(ContentType.JSON)
          .body(Map.of("is_staff", false))
          .patch(staff.path())
          .then()
          .statusCode(200);

      admin.as(token).get(admin.path("/users")).then().statusCode(403);
    }
  }

  @Nested
  class Superusers {

    private final User superuser = superuser();

    @Test
    void administerTheRealm() {
      as(superuser).get(admin.path("/clients")).then().statusCode(200);
      as(superuser).get(admin.path("/components")).then().statusCode(200);
      as(superuser).get("/admin/realms/master/users").then().statusCode(403);
    }

    @Test
    void makeSuperusers() {
      User user = api.user();
      Map<String, Object> shown = admin.user(admin.id(user.username()));

      as(superuser)
          .body(AdminApi.withAttribute(shown, "is_superuser", "true"))
          .put(users(user))
          .then()
          .statusCode(204);

      as(user).get(admin.path("/clients")).then().statusCode(200);
    }

    @Test
    void changeAndRemoveEachOther() {
      User other = superuser();

      as(superuser)
          .body(AdminApi.password("N3w-pass-phrase!", false))
          .put(users(other) + "/reset-password")
          .then()
          .statusCode(204);
      as(superuser).delete(users(other)).then().statusCode(204);
    }

    @Test
    void loseTheirRightsWithTheFlag() {
      String token = admin.adminToken(superuser);
      admin.as(token).get(admin.path("/clients")).then().statusCode(200);
      String id = admin.id(superuser.username());

      admin
          .request()
          .body(AdminApi.withAttribute(admin.user(id), "is_superuser", "false"))
          .put(admin.path("/users/" + id))
          .then()
          .statusCode(204);

      admin.as(token).get(admin.path("/clients")).then().statusCode(403);
    }

    @Test
    void holdTheRoleInItsListOfMembers() {
      String clients = admin.path("/clients");
      String management =
          admin.request().queryParam("clientId", "realm-management").get(clients).path("[0].id");

      List<String> holders =
          admin
              .request()
              .queryParam("max", 1000)
              .get(clients + "/" + management + "/roles/realm-admin/users")
              .path("username");

      assertThat(holders).contains(superuser.username());
    }
  }
}
