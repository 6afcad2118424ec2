package io.authservice.keycloak.token.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Browser;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A realm whose users log in by their e-mail address as well, which so are unique. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginByEmailIT {

  private static final String STRANGERS_PASSWORD = "Str4nger-than-Batt3ry";
  private static final String CLIENT = "by-email";

  private TestServer server;
  private Api api;
  private AdminApi admin;
  private RealmClients clients;

  @BeforeAll
  void start() {
    server = TestServer.startWith("login-by-email", List.of());
    api = new Api(server);
    admin = new AdminApi(server);
    clients = new RealmClients(server);
    clients.make(
        CLIENT,
        true,
        "directAccessGrantsEnabled",
        Map.of("optionalClientScopes", List.of("read", "write", "offline_access")));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void byEmail() {
    allow(true);
  }

  private void allow(boolean byEmail) {
    admin.configure(
        Map.of(
            "duplicateEmailsAllowed", !byEmail,
            "loginWithEmailAllowed", byEmail,
            "registrationAllowed", true));
  }

  private static String newAddress() {
    return Api.newName() + "@example.com";
  }

  private Response register(String username, String email) {
    return register(username, email, STRANGERS_PASSWORD);
  }

  private Response register(String username, String email, String password) {
    Map<String, Object> form = new HashMap<>(Api.form(username));
    form.put("email", email);
    form.put("password", password);
    return api.anonymous().contentType(ContentType.JSON).body(form).post("/api/users/");
  }

  /** A user whose name is an address. */
  private User victim() {
    String name = newAddress();
    Response created = register(name, newAddress(), Api.PASSWORD);
    return api.loggedIn(created.jsonPath().getLong("id"), name, Api.PASSWORD);
  }

  /** A user whose name is an address, and one whose address is that name. */
  private User victimOfAStranger() {
    User victim = victim();
    allow(false);
    register(Api.newName(), victim.username()).then().statusCode(201);
    allow(true);
    return victim;
  }

  @Test
  void nobodyIsLetInAsAnotherThanWasNamed() {
    User victim = victimOfAStranger();

    Response answer = api.obtain(victim.username(), STRANGERS_PASSWORD);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(401);
    assertThat(answer.asString())
        .isEqualTo("{\"detail\":\"No active account found with the given credentials\"}");
    assertThat(oauth2(victim.username(), "read").statusCode()).isEqualTo(400);
    assertThat(oauth2(victim.username(), "offline_access").statusCode()).isEqualTo(400);
  }

  private Response oauth2(String username, String scope) {
    return RestAssured.given()
        .auth()
        .preemptive()
        .basic(CLIENT, RealmClients.SECRET)
        .contentType(ContentType.URLENC)
        .formParam("grant_type", "password")
        .formParam("username", username)
        .formParam("password", STRANGERS_PASSWORD)
        .formParam("scope", scope)
        .post(server.baseUrl() + "/o/token/");
  }

  @Test
  void aLoginThatWasStoppedLeavesNoSession() {
    User victim = victimOfAStranger();
    String stranger =
        admin
            .request()
            .queryParam("email", victim.username())
            .queryParam("exact", true)
            .get(admin.path("/users"))
            .path("[0].id");

    oauth2(victim.username(), "offline_access").then().statusCode(400);
    api.obtain(victim.username(), STRANGERS_PASSWORD).then().statusCode(401);

    String client =
        admin.request().queryParam("clientId", CLIENT).get(admin.path("/clients")).path("[0].id");
    for (String kind : List.of("sessions", "offline-sessions/" + client)) {
      String sessions = admin.path("/users/" + stranger + "/" + kind);
      assertThat(admin.request().get(sessions).<List<?>>path("$")).as(kind).isEmpty();
    }
    List<Map<String, Object>> events =
        admin.request().queryParam("max", 5).get(admin.path("/events")).path("$");
    assertThat(events.get(0))
        .containsEntry("type", "LOGIN_ERROR")
        .containsEntry("error", "invalid_user_credentials");
    assertThat(events)
        .noneMatch(
            event -> event.get("type").equals("LOGIN") && stranger.equals(event.get("userId")));
  }

  @Test
  void nobodyRegistersWithTheNameOfAnotherAsAddress() {
    User victim = victim();

    for (String address : List.of(victim.username(), victim.username().toUpperCase(Locale.ROOT))) {
      register(Api.newName(), address)
          .then()
          .statusCode(400)
          .body("email", equalTo(List.of("A user with that email already exists.")));
    }
    api.obtain(victim.username(), victim.password()).then().statusCode(200);
  }

  @Test
  void nobodyRegistersWithTheAddressOfAnotherAsNameOrAddress() {
    String address = newAddress();
    register(Api.newName(), address).then().statusCode(201);

    register(Api.newName(), address).then().statusCode(400);
    register(address, newAddress())
        .then()
        .statusCode(400)
        .body("username", equalTo(List.of("A user with that username already exists.")));
  }

  @Test
  void oneMayHaveOnesAddressAsName() {
    String address = newAddress();

    register(address, address).then().statusCode(201);

    api.obtain(address, STRANGERS_PASSWORD).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "username"})
  void nobodyTakesThemLater(String field) {
    User victim = victim();
    User stranger = api.user();
    String taken =
        field.equals("email") ? victim.username() : api.as(victim).get("/auth/me/").path("email");

    api.as(stranger)
        .contentType(ContentType.JSON)
        .body(Map.of(field, taken))
        .patch(stranger.path())
        .then()
        .statusCode(400);
    api.as(stranger)
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "Changed"))
        .patch(stranger.path())
        .then()
        .statusCode(200);
    assertThat(natively(stranger, field, taken)).isIn(400, 409);
    api.obtain(victim.username(), victim.password()).then().statusCode(200);
  }

  private int natively(User user, String field, String value) {
    String id = admin.id(user.username());
    Map<String, Object> changed = new HashMap<>(admin.user(id));
    changed.put(field, value);
    return admin.request().body(changed).put(admin.path("/users/" + id)).statusCode();
  }

  @Test
  void norByKeycloaksRegistrationForm() {
    User victim = victim();
    String client = admin.client(Map.of());
    String page =
        "%s/realms/%s/protocol/openid-connect/registrations?client_id=%s&redirect_uri=%s&response_type=code&scope=openid"
            .formatted(server.baseUrl(), server.realm(), client, AdminApi.REDIRECT);
    Map<String, String> form = new HashMap<>();
    form.put("username", Api.newName());
    form.put("email", victim.username());
    form.put("firstName", "First");
    form.put("lastName", "Last");
    form.put("password", STRANGERS_PASSWORD);
    form.put("password-confirm", STRANGERS_PASSWORD);

    Browser browser = new Browser(server.baseUrl()).open(page).submit(form);

    assertThat(browser.address().toString()).startsWith(server.baseUrl());
    assertThat(api.obtain(victim.username(), STRANGERS_PASSWORD).statusCode()).isEqualTo(401);
    api.obtain(victim.username(), victim.password()).then().statusCode(200);
  }
}
