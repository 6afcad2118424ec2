package io.authservice.keycloak.testing;

import static io.restassured.RestAssured.given;

import io.authservice.keycloak.server.TestServer;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A client of the API, with the few moves that every test begins with. */
public final class Api {
  public static final String PASSWORD = "Corr3ct-horse-Batt3ry";

  private final TestServer server;
  private final RestAssuredConfig config;

  public Api(TestServer server) {
    this.server = server;
    config =
        RestAssuredConfig.config()
            .redirect(RedirectConfig.redirectConfig().followRedirects(false))
            .encoderConfig(
                EncoderConfig.encoderConfig()
                    .defaultContentCharset("UTF-8")
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false));
  }

  public RestAssuredConfig config() {
    return config;
  }

  /** A request without credentials; its path is sent as given. */
  public RequestSpecification anonymous() {
    return given().config(config).baseUri(server.baseUrl()).urlEncodingEnabled(false);
  }

  /** A request with a bearer token. */
  public RequestSpecification as(String accessToken) {
    return anonymous().header("Authorization", "Bearer " + accessToken);
  }

  public RequestSpecification as(User user) {
    return as(user.access());
  }

  public RequestSpecification asSuperuser() {
    return as(superuser());
  }

  /** A name no other test uses, in letters that have an upper case. */
  public static String newName() {
    return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  /** A complete body for a registration. */
  public static Map<String, Object> form(String username) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("username", username);
    form.put("password", PASSWORD);
    form.put("email", username + "@example.com");
    form.put("first_name", "First");
    form.put("last_name", "Last");
    return form;
  }

  /** A plain user that registered itself and logged in. */
  public User user() {
    return user(newName());
  }

  public User user(String username) {
    return loggedIn(create(anonymous(), form(username)), username);
  }

  /** A user with {@code is_staff}, made by the superuser. */
  public User staff() {
    String username = newName();
    Map<String, Object> form = form(username);
    form.put("is_staff", true);
    return loggedIn(create(asSuperuser(), form), username);
  }

  /** The superuser, with new tokens. */
  public User superuser() {
    String name = server.superuserName();
    Response tokens = login(name, server.superuserPassword());
    long id = as(tokens.path("access").toString()).get("/auth/me/").jsonPath().getLong("id");
    return new User(
        id, name, server.superuserPassword(), tokens.path("access"), tokens.path("refresh"));
  }

  /** A user whom the superuser switched off after it logged in. */
  public User disabled() {
    User user = user();
    asSuperuser()
        .contentType(ContentType.JSON)
        .body(Map.of("is_active", false))
        .patch(user.path())
        .then()
        .statusCode(200);
    return user;
  }

  /** A user whom the superuser deleted after it logged in. */
  public User deleted() {
    User user = user();
    asSuperuser().delete(user.path()).then().statusCode(204);
    return user;
  }

  /** The answer of the token endpoint, whatever it is. */
  public Response obtain(String username, String password) {
    return anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("username", username, "password", password))
        .post("/api/token/");
  }

  /** The answer of the refresh endpoint, whatever it is. */
  public Response refresh(String refreshToken) {
    return anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("refresh", refreshToken))
        .post("/api/token/refresh/");
  }

  /** A user that exists, with new tokens. */
  public User loggedIn(long id, String username, String password) {
    Response tokens = login(username, password);
    return new User(id, username, password, tokens.path("access"), tokens.path("refresh"));
  }

  private User loggedIn(Response created, String username) {
    return loggedIn(created.jsonPath().getLong("id"), username, PASSWORD);
  }

  private Response login(String username, String password) {
    return obtain(username, password).then().statusCode(200).extract().response();
  }

  private static Response create(RequestSpecification request, Map<String, Object> form) {
    return request
        .contentType(ContentType.JSON)
        .body(form)
        .post("/api/users/")
        .then()
        .statusCode(201)
        .extract()
        .response();
  }

  /** A user with the tokens of one login. */
  public record User(long id, String username, String password, String access, String refresh) {

    public String path() {
      return "/api/users/" + id + "/";
    }

    /** The body that shows it as it registered. */
    public String json() {
      return """
          {"id":%d,"username":"%s","email":"%s@example.com","first_name":"First",\
          "last_name":"Last","is_active":true,"is_staff":false}"""
          .formatted(id, username, username);
    }
  }
}
