package io.authservice.keycloak.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AccessTable;
import io.authservice.keycloak.testing.AccessTable.Endpoint;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.ServiceAccount;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do to users in their own name, by the roles of their service accounts. */
@Tag("contract")
@WithTestServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceAccountsIT {

  private static final String TABLE =
      """
      | LIST | CREATE | CREATE_STAFF | RETRIEVE | REPLACE | CHANGE | MAKE_STAFF | REMOVE | DESCRIBE | ME  | roles and target
      | 403  | 403    | 403          | 403      | 403     | 403    | 403        | 403    | 403      | 403 | NONE_ON_USER
      | 403  | 403    | 403          | 403      | 403     | 403    | 403        | 403    | 403      | 403 | QUERY_USERS_ON_USER
      | 403  | 403    | 403          | 403      | 403     | 403    | 403        | 403    | 403      | 403 | OUT_OF_SCOPE_ON_USER
      | 200  | 403    | 403          | 200      | 403     | 403    | 403        | 403    | 200      | 403 | VIEW_USERS_ON_USER
      | 200  | 403    | 403          | 200      | 403     | 403    | 403        | 403    | 200      | 403 | VIEW_USERS_ON_SUPERUSER
      | 200  | 201    | 201          | 200      | 200     | 200    | 200        | 204    | 200      | 403 | MANAGE_USERS_ON_USER
      | 200  | 201    | 201          | 200      | 200     | 200    | 200        | 204    | 200      | 403 | MANAGE_USERS_ON_STAFF
      | 200  | 201    | 201          | 200      | 403     | 403    | 403        | 403    | 200      | 403 | MANAGE_USERS_ON_SUPERUSER
      | 200  | 201    | 201          | 200      | 403     | 403    | 403        | 403    | 200      | 403 | SCOPED_ADMIN_ON_SUPERUSER
      | 200  | 201    | 201          | 200      | 200     | 200    | 200        | 204    | 200      | 403 | REALM_ADMIN_ON_USER
      | 200  | 201    | 201          | 200      | 200     | 200    | 200        | 204    | 200      | 403 | REALM_ADMIN_ON_SUPERUSER
      """;

  private final TestServer server;
  private final Api api;
  private final Map<String, String> tokens = new HashMap<>();

  ServiceAccountsIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  @BeforeAll
  void makeThem() {
    tokens.put("NONE", account(Map.of()).token());
    for (String role : List.of("query-users", "view-users", "manage-users", "realm-admin")) {
      tokens.put(role.replace('-', '_').toUpperCase(Locale.ROOT), with(role).token());
    }
    tokens.put(
        "OUT_OF_SCOPE", account(Map.of("fullScopeAllowed", false)).give("realm-admin").token());
    ServiceAccount scoped = account(Map.of("fullScopeAllowed", false)).give("realm-admin");
    scoped.openTo("manage-users");
    tokens.put("SCOPED_ADMIN", scoped.token());
  }

  private ServiceAccount account(Map<String, Object> more) {
    return new ServiceAccount(admin(), server.realm(), more);
  }

  private ServiceAccount with(String role) {
    return ServiceAccount.with(admin(), server.realm(), role);
  }

  private AdminApi admin() {
    return new AdminApi(server);
  }

  private User target(String standing) {
    return switch (standing) {
      case "USER" -> api.user();
      case "STAFF" -> api.staff();
      case "SUPERUSER" -> anotherSuperuser();
      default -> throw new IllegalArgumentException(standing);
    };
  }

  private User anotherSuperuser() {
    String name = Api.newName();
    String id = admin().create(name, Map.of("attributes", Map.of("is_superuser", List.of("true"))));
    return new User(
        Long.parseLong(id.substring(id.lastIndexOf(':') + 1)), name, Api.PASSWORD, "", "");
  }

  private static Stream<Arguments> table() {
    return AccessTable.cells(TABLE);
  }

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @MethodSource("table")
  void theTableDecides(Endpoint endpoint, String who, int status) {
    String[] roles = who.split("_ON_", -1);

    Response response = endpoint.call(api.as(tokens.get(roles[0])), target(roles[1]));

    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    if (status == 403) {
      assertThat(response.asString())
          .isEqualTo("{\"detail\":\"You do not have permission to perform this action.\"}");
    }
  }

  @Test
  void theListHoldsEveryoneForAViewer() {
    User user = api.user();
    User staff = api.staff();

    as("VIEW_USERS")
        .get("/api/users/")
        .then()
        .body("username", hasItems(user.username(), staff.username()));
    as("VIEW_USERS").get("/api/users/0/").then().statusCode(404);
  }

  @Test
  void aViewerIsShownNoForm() {
    as("VIEW_USERS").options("/api/users/").then().statusCode(200).body("actions", nullValue());
    as("VIEW_USERS").options(api.user().path()).then().body("actions", nullValue());
    assertThat(as("MANAGE_USERS").options("/api/users/").jsonPath().getMap("actions")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MANAGE_USERS", "REALM_ADMIN"})
  void flagsAreSetButNoSuperuserIsMade(String roles) {
    Map<String, Object> form = Api.form(Api.newName());
    form.putAll(Map.of("is_staff", true, "is_active", false, "is_superuser", true));

    as(roles)
        .contentType(ContentType.JSON)
        .body(form)
        .post("/api/users/")
        .then()
        .statusCode(201)
        .body("is_staff", equalTo(true))
        .body("is_active", equalTo(false));
    String id = admin().id((String) form.get("username"));
    assertThat(admin().user(id).toString()).contains("is_superuser=[false]");
  }

  @Test
  void aPasswordThatItSetsEndsTheUsersSessions() {
    User user = api.user();

    as("MANAGE_USERS")
        .contentType(ContentType.JSON)
        .body(Map.of("password", "N3w-pass-phrase!"))
        .patch(user.path())
        .then()
        .statusCode(200);

    api.as(user).get("/auth/me/").then().statusCode(401);
    api.obtain(user.username(), "N3w-pass-phrase!").then().statusCode(200);
  }

  @Test
  void eventsNameTheServiceAccountThatActed() {
    ServiceAccount actor = with("manage-users");
    String name = Api.newName();
    api.as(actor.token())
        .contentType(ContentType.JSON)
        .body(Api.form(name))
        .post("/api/users/")
        .then()
        .statusCode(201);

    Map<String, Object> event =
        admin()
            .request()
            .queryParam("type", "REGISTER")
            .queryParam("client", actor.clientId())
            .get(admin().path("/events"))
            .then()
            .statusCode(200)
            .extract()
            .path("[0]");

    assertThat(event.get("userId")).isEqualTo(admin().id(name));
    assertThat(event.get("details").toString()).contains("acting_user=" + actor.userId());
  }

  @Nested
  class AtOnce {

    @Test
    void aRoleTakenAwayIsGone() {
      ServiceAccount account = with("manage-users");
      String token = account.token();
      User user = api.user();
      change(token, user).then().statusCode(200);

      account.take("manage-users");

      change(token, user).then().statusCode(403);
      api.as(token).get("/api/users/").then().statusCode(403);
    }

    @Test
    void aRoleGivenCounts() {
      ServiceAccount account = account(Map.of());
      String token = account.token();
      api.as(token).get("/api/users/").then().statusCode(403);

      account.give("view-users");

      api.as(token).get("/api/users/").then().statusCode(200);
    }

    @Test
    void aRoleTakenIntoTheScopeCounts() {
      ServiceAccount account = account(Map.of("fullScopeAllowed", false)).give("manage-users");
      String token = account.token();
      api.as(token).get("/api/users/").then().statusCode(403);

      account.openTo("manage-users");

      change(token, api.user()).then().statusCode(200);
    }

    @Test
    void aDisabledServiceAccountIsRefused() {
      ServiceAccount account = with("manage-users");
      String token = account.token();

      admin().change(account.userId(), "enabled", false);

      assertRefused(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled", "serviceAccountsEnabled"})
    void aClientSwitchedOffIsRefused(String toggle) {
      ServiceAccount account = with("manage-users");
      String token = account.token();

      account.change(toggle, false);

      assertRefused(token);
    }

    private void assertRefused(String token) {
      api.as(token)
          .get("/api/users/")
          .then()
          .statusCode(401)
          .body("code", equalTo("token_not_valid"));
    }

    private Response change(String token, User user) {
      return api.as(token)
          .contentType(ContentType.JSON)
          .body(Map.of("last_name", "Changed"))
          .patch(user.path());
    }
  }

  @Test
  void rolesDoNotReplaceTheAudience() {
    ServiceAccount account =
        account(Map.of("defaultClientScopes", List.of("basic", "roles"))).give("realm-admin");

    api.as(account.token()).get("/api/users/").then().statusCode(401);
  }

  @Test
  void scopesLimitItAsTheyLimitAUser() {
    ServiceAccount account = with("manage-users");

    api.as(account.token("read")).get("/api/users/").then().statusCode(200);
    api.as(account.token("read"))
        .delete(api.user().path())
        .then()
        .statusCode(403)
        .header(
            "WWW-Authenticate",
            "Bearer realm=\"api\",error=\"insufficient_scope\",scope=\"write\"");
    api.as(account.token("write")).delete(api.user().path()).then().statusCode(204);
  }

  private RequestSpecification as(String roles) {
    return api.as(tokens.get(roles));
  }
}
