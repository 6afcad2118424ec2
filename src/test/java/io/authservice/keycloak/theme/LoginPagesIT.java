package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Browser;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The realm's login, registration and account pages, over the accounts. */
@WithTestServer(second = true)
class LoginPagesIT {

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final Browser browser;
  private String clientId;

  LoginPagesIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
    browser = new Browser(server.baseUrl());
  }

  @BeforeEach
  void registerAClient() {
    clientId = admin.client(Map.of());
  }

  private String page(String endpoint) {
    return "%s/realms/%s/protocol/openid-connect/%s?client_id=%s&redirect_uri=%s&response_type=code&scope=openid+read"
        .formatted(server.baseUrl(), server.realm(), endpoint, clientId, AdminApi.REDIRECT);
  }

  private Browser login(String username, String password) {
    return browser.open(page("auth")).submit(Map.of("username", username, "password", password));
  }

  private void assertLoggedIn() {
    assertThat(browser.address().toString())
        .as(browser.page())
        .startsWith(AdminApi.REDIRECT)
        .contains("code=");
  }

  private Map<String, String> registration(String name) {
    Map<String, String> form = new HashMap<>();
    form.put("username", name);
    form.put("email", name + "@example.com");
    form.put("firstName", "First");
    form.put("lastName", "Last");
    form.put("password", Api.PASSWORD);
    form.put("password-confirm", Api.PASSWORD);
    return form;
  }

  @Test
  void aRegisteredUserIsOneOfTheApi() {
    String name = Api.newName();

    browser.open(page("registrations")).submit(registration(name));

    assertLoggedIn();
    Response list = api.asSuperuser().get("/api/users/");
    long id = list.jsonPath().getLong("find { it.username == '" + name + "' }.id");
    assertThat(list.asString()).contains(new User(id, name, Api.PASSWORD, "", "").json());
    User user = api.loggedIn(id, name, Api.PASSWORD);
    api.as(user).get("/auth/me/").then().body("id", equalTo((int) id));
  }

  @Test
  void aTakenNameIsNotRegisteredAgain() {
    User user = api.user();

    browser
        .open(page("registrations"))
        .submit(registration(user.username().toUpperCase(Locale.ROOT)));

    assertThat(browser.address().toString()).startsWith(server.baseUrl());
    assertThat(browser.page()).contains("<form");
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void aUserOfTheApiLogsInWithABrowser() {
    User user = api.user();

    login(user.username(), user.password());

    assertLoggedIn();
    String code = browser.address().getQuery().replaceFirst(".*code=([^&]*).*", "$1");
    String access =
        admin
            .token(
                server.realm(),
                Map.of(
                    "grant_type",
                    "authorization_code",
                    "client_id",
                    clientId,
                    "redirect_uri",
                    AdminApi.REDIRECT,
                    "code",
                    code))
            .path("access_token");
    api.as(access).get("/auth/me/").then().body("username", equalTo(user.username()));
  }

  @Test
  void aWrongPasswordIsRefused() {
    User user = api.user();

    login(user.username(), "wrong");

    assertThat(browser.address().toString()).startsWith(server.baseUrl());
    assertThat(browser.page()).contains("<form");
  }

  @Test
  void aDisabledUserIsRefused() {
    User user = api.disabled();

    login(user.username(), user.password());

    assertThat(browser.address().toString()).startsWith(server.baseUrl());
  }

  @Test
  void aUserWithoutNamesAndEmailLogsIn() {
    String name = Api.newName();
    admin.create(name, Map.of("email", "", "firstName", "", "lastName", ""));

    login(name, Api.PASSWORD);

    assertLoggedIn();
  }

  @Test
  void aTemporaryPasswordMustBeChangedInTheBrowserFirst() {
    String name = Api.newName();
    admin.create(name, Map.of("credentials", List.of(AdminApi.password("temporary-1", true))));
    api.obtain(name, "temporary-1").then().statusCode(401).body("code", equalTo("action_required"));
    admin
        .attempt(server.realm(), clientId, name, "temporary-1")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));

    login(name, "temporary-1")
        .submit(Map.of("password-new", "N3w-pass-phrase!", "password-confirm", "N3w-pass-phrase!"));

    assertLoggedIn();
    api.obtain(name, "N3w-pass-phrase!").then().statusCode(200);
    api.obtain(name, "temporary-1").then().statusCode(401);
  }

  @Test
  void aRequiredActionBlocksTheGrantUntilItIsTakenBack() {
    User user = api.user();
    String id = admin.id(user.username());

    admin.change(id, "requiredActions", List.of("UPDATE_PASSWORD"));

    api.obtain(user.username(), user.password())
        .then()
        .statusCode(401)
        .body("code", equalTo("action_required"))
        .body("required_actions", equalTo(List.of("UPDATE_PASSWORD")));
    api.obtain(user.username(), "wrong")
        .then()
        .statusCode(401)
        .body("", equalTo(Map.of("detail", "No active account found with the given credentials")));

    admin.change(id, "requiredActions", List.of("VERIFY_EMAIL", "UPDATE_PASSWORD"));
    api.obtain(user.username(), user.password())
        .then()
        .body("required_actions", equalTo(List.of("UPDATE_PASSWORD", "VERIFY_EMAIL")));

    admin.change(id, "requiredActions", List.of());

    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void theAccountPageChangesTheAccount() {
    User user = api.user();
    String access =
        admin
            .grant(server.realm(), clientId, user.username(), user.password())
            .path("access_token");
    String account = "/realms/" + server.realm() + "/account/";
    Map<String, Object> shown =
        new HashMap<>(
            admin
                .as(access)
                .accept(ContentType.JSON)
                .get(account)
                .then()
                .statusCode(200)
                .body("username", equalTo(user.username()))
                .extract()
                .<Map<String, Object>>path("$"));

    shown.put("firstName", "Grace");
    admin.as(access).accept(ContentType.JSON).body(shown).post(account).then().statusCode(204);

    api.as(user).get("/auth/me/").then().body("first_name", equalTo("Grace"));
  }

  @Test
  void theAccountPageSetsNoFlags() {
    User user = api.user();
    String access =
        admin
            .grant(server.realm(), clientId, user.username(), user.password())
            .path("access_token");
    String account = "/realms/" + server.realm() + "/account/";
    Map<String, Object> shown = admin.as(access).accept(ContentType.JSON).get(account).path("$");

    admin
        .as(access)
        .accept(ContentType.JSON)
        .body(
            AdminApi.withAttribute(
                AdminApi.withAttribute(shown, "is_staff", "true"), "is_superuser", "true"))
        .post(account);

    api.as(user).get("/auth/me/").then().body("is_staff", equalTo(false));
    Object attributes = admin.user(admin.id(user.username())).get("attributes");
    assertThat(attributes).hasFieldOrPropertyWithValue("is_superuser", List.of("false"));
  }
}
