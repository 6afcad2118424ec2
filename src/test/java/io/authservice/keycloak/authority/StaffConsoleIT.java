package io.authservice.keycloak.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Browser;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staff of a server that keeps them out of Keycloak's console, as it does unless it is told. */
@TestInstance(Lifecycle.PER_CLASS)
class StaffConsoleIT {

  private static final String OPTION = "--spi-storage--auth-service-users--staff-console=page";
  private static final String DIRECT = "directAccessGrantsEnabled";

  @AutoClose private TestServer server;
  private RealmClients clients;
  private Api api;
  private AdminApi admin;
  private User staff;

  @BeforeAll
  void start() {
    server = TestServer.startWith("staff-console", List.of(OPTION));
    api = new Api(server);
    admin = new AdminApi(server);
    clients = new RealmClients(server);
    clients.make("narrow", false, DIRECT);
    clients.make("wide", false, DIRECT, Map.of("fullScopeAllowed", true));
  }

  @AfterAll
  void removeClients() {
    clients.close();
  }

  @BeforeEach
  void hire() {
    staff = api.staff();
  }

  private RequestSpecification by(String client, User user) {
    return admin.as(token(client, user));
  }

  private String token(String client, User user) {
    return admin
        .grant(server.realm(), client, user.username(), user.password())
        .path("access_token");
  }

  private static RequestSpecification json(RequestSpecification request) {
    return request.contentType(ContentType.JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/users", "/users/count", "/groups", "/clients", "/ui-ext/brute-force-user", ""})
  void theyHaveNoPartInKeycloaksAdminApi(String path) {
    by("admin-cli", staff).get(admin.path(path)).then().statusCode(403);
  }

  @Test
  void theyChangeNobodyThroughIt() {
    User user = api.user();
    String path = admin.path("/users/" + admin.id(user.username()));

    by("admin-cli", staff).get(path).then().statusCode(403);
    by("admin-cli", staff)
        .body(AdminApi.password("N3w-pass-phrase!", false))
        .put(path + "/reset-password")
        .then()
        .statusCode(403);
    by("admin-cli", staff).delete(path).then().statusCode(403);
    by("admin-cli", staff)
        .body(Map.of("username", Api.newName()))
        .post(admin.path("/users"))
        .then()
        .statusCode(403);
  }

  @Test
  void theirAccountConsoleListsThePageAndNotKeycloaks() {
    String realm = server.baseUrl() + "/realms/" + server.realm();
    Browser browser = new Browser(server.baseUrl());
    browser
        .open(
            "%s/protocol/openid-connect/auth?client_id=%s&redirect_uri=%s&response_type=code&scope=openid"
                .formatted(realm, admin.client(Map.of()), AdminApi.REDIRECT))
        .submit(Map.of("username", staff.username(), "password", staff.password()));

    assertThat(browser.open(realm + "/account/").page())
        .contains("css/no-admin-console.css")
        .doesNotContain("css/no-administrators-page.css");
  }

  @Test
  void noTokenNamesTheirRolesAndNoRoleNamesThem() {
    assertThat(
            Jwt.of(token("wide", staff))
                .claims()
                .at("/resource_access/realm-management")
                .isMissingNode())
        .isTrue();
    String management =
        admin
            .request()
            .queryParam("clientId", "realm-management")
            .get(admin.path("/clients"))
            .path("[0].id");
    admin
        .request()
        .get(admin.path("/clients/" + management + "/roles/manage-users/users"))
        .then()
        .statusCode(200)
        .body("username", not(hasItem(staff.username())));
  }

  @Test
  void theyWorkThroughOurCalls() {
    by("admin-cli", staff)
        .get(admin.path("/auth-service/users"))
        .then()
        .statusCode(200)
        .body("results.username", hasItem(staff.username()));
    by("admin-cli", staff)
        .get(admin.path("/auth-service/session"))
        .then()
        .statusCode(200)
        .body("username", equalTo(staff.username()))
        .body("may_manage", equalTo(true))
        .body("console", equalTo(false))
        .body("may_grant", equalTo(false));
    String made =
        by("admin-cli", staff)
            .body(Map.of("username", Api.newName(), "is_staff", true))
            .post(admin.path("/auth-service/users"))
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    by("admin-cli", staff)
        .body(Map.of("password", "N3w-pass-phrase!", "temporary", false))
        .put(made + "/password")
        .then()
        .statusCode(204);
    by("admin-cli", staff).body(Map.of("is_superuser", true)).patch(made).then().statusCode(403);
    by("admin-cli", staff).delete(made).then().statusCode(204);
    by("admin-cli", staff)
        .body(Map.of("name", "Writers", "permissions", List.of()))
        .post(admin.path("/auth-service/groups"))
        .then()
        .statusCode(403);
  }

  @Test
  void theyMakeChangeAndDeleteUsersThroughThem() {
    String users = admin.path("/auth-service/users");
    int id =
        by("admin-cli", staff)
            .body(Map.of("username", Api.newName(), "is_staff", true))
            .post(users)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String user = users + "/" + id;

    by("admin-cli", staff).get(user).then().body("may_change", equalTo(true));
    by("admin-cli", staff)
        .body(Map.of("is_active", false, "email", "new@example.com"))
        .patch(user)
        .then()
        .statusCode(200);
    by("admin-cli", staff)
        .body(Map.of("password", "N3w-pass-phrase!", "temporary", true))
        .put(user + "/password")
        .then()
        .statusCode(204);
    by("admin-cli", staff).get(user + "/security").then().statusCode(200);
    by("admin-cli", staff).delete(user + "/sessions").then().statusCode(204);
    by("admin-cli", staff).delete(user).then().statusCode(204);
    String superuser = users + "/" + api.superuser().id();
    by("admin-cli", staff).get(superuser).then().body("may_change", equalTo(false));
    by("admin-cli", staff).body(Map.of("email", "")).patch(superuser).then().statusCode(403);
    by("admin-cli", staff).delete(superuser + "/sessions").then().statusCode(403);
    by("admin-cli", staff)
        .body(Map.of("username", Api.newName(), "is_superuser", true))
        .post(users)
        .then()
        .statusCode(403);
  }

  @Test
  void aClientWhoseScopeDoesNotReachAsFarIsRefusedThere() {
    by("narrow", staff).get(admin.path("/auth-service/users")).then().statusCode(403);
    by("narrow", staff)
        .body(Map.of("username", Api.newName()))
        .post(admin.path("/auth-service/users"))
        .then()
        .statusCode(403);
    by("wide", staff).get(admin.path("/auth-service/users")).then().statusCode(200);
  }

  @Test
  void theyManageUsersThroughTheApiAsEver() {
    User user = api.user();

    json(api.as(staff)).body(Map.of("is_staff", true)).patch(user.path()).then().statusCode(200);
    json(api.as(staff)).body(Map.of("is_staff", false)).patch(user.path()).then().statusCode(200);
    json(api.as(staff))
        .body(Map.of("is_staff", true))
        .patch(api.superuser().path())
        .then()
        .statusCode(403);
  }

  @Test
  void whoIsNoLongerStaffIsRefusedAtOnce() {
    String token = token("admin-cli", staff);
    admin.as(token).get(admin.path("/auth-service/users")).then().statusCode(200);

    json(api.asSuperuser())
        .body(Map.of("is_staff", false))
        .patch(staff.path())
        .then()
        .statusCode(200);

    admin.as(token).get(admin.path("/auth-service/users")).then().statusCode(403);
  }

  /** A partial import makes users past every storage. */
  @Test
  void anAttributeOfAUserOfAnotherStorageIsNoFlag() {
    String name = Api.newName();
    admin
        .request()
        .body(
            Map.of(
                "ifResourceExists",
                "FAIL",
                "users",
                List.of(
                    Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "firstName",
                        "F",
                        "lastName",
                        "L",
                        "email",
                        name + "@example.com",
                        "attributes",
                        Map.of("is_staff", List.of("true")),
                        "credentials",
                        List.of(AdminApi.password(Api.PASSWORD, false))))))
        .post(admin.path("/partialImport"))
        .then()
        .statusCode(200);
    String token =
        admin.grant(server.realm(), "admin-cli", name, Api.PASSWORD).path("access_token");

    admin.as(token).get(admin.path("/auth-service/users")).then().statusCode(403);
  }

  @Test
  void superusersGoOnInKeycloaksConsole() {
    by("admin-cli", api.superuser()).get(admin.path("/users")).then().statusCode(200);
    by("admin-cli", api.superuser()).get(admin.path("/clients")).then().statusCode(200);
  }
}
