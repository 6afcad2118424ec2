package io.authservice.keycloak.contract;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;

/**
 * Who plays in the cases, made when first needed: people by the API itself, clients by Keycloak's
 * Admin API, both as the superuser.
 */
final class Cast {

  /** The superuser and two users who are always there. */
  static final List<String> ALWAYS = List.of("root", "alice", "bob");

  private static final int NUMBERS = 100_000_000;

  private final Api api;
  private final Clients clients;
  private final String digits = "7700%08d".formatted(new SplittableRandom().nextInt(NUMBERS));
  private final Map<String, Map<String, String>> members = new HashMap<>();

  Cast(TestServer server) {
    api = new Api(server);
    clients = new Clients(server, run());
    ALWAYS.forEach(this::member);
  }

  /** A number that no other run has. */
  String digits() {
    return digits;
  }

  /** What the names of this run's users and clients begin with. */
  String run() {
    return "ra" + digits;
  }

  /**
   * What the placeholders of one of the cast stand for.
   *
   * @throws IllegalArgumentException if the cast has nobody of this name
   */
  Map<String, String> member(String name) {
    Map<String, String> known = members.get(name);
    if (known != null) {
      return known;
    }
    Map<String, String> made = make(name);
    members.put(name, made);
    return made;
  }

  private Map<String, String> make(String name) {
    if (OAuthClient.isCalled(name)) {
      return clients.make(OAuthClient.called(name));
    }
    return switch (name) {
      case "root" -> superuser();
      case "alice", "bob" -> user(run() + name);
      case "carol", "olga" -> staff(run() + name);
      case "dora" -> deactivated(run() + name);
      case "erin" -> deleted(run() + name);
      default -> throw new IllegalArgumentException("nobody is called " + name);
    };
  }

  /** A new user that registered itself and logged in. */
  Map<String, String> user(String username) {
    return values(api.user(username), username + "@example.com");
  }

  private Map<String, String> superuser() {
    Api.User root = api.superuser();
    return values(root, api.as(root).get("/auth/me/").jsonPath().getString("email"));
  }

  private static Map<String, String> values(Api.User user, String email) {
    Map<String, String> values = new HashMap<>();
    values.put("id", Long.toString(user.id()));
    values.put("username", user.username());
    values.put("email", email);
    values.put("password", user.password());
    values.put("access", user.access());
    values.put("refresh", user.refresh());
    values.put("basic", basic(user.username(), user.password()));
    return values;
  }

  private Map<String, String> staff(String username) {
    Map<String, String> staff = user(username);
    set(staff, "is_staff", true);
    return staff;
  }

  private Map<String, String> deactivated(String username) {
    Map<String, String> user = withGrants(username);
    set(user, "is_active", false);
    return user;
  }

  private Map<String, String> deleted(String username) {
    Map<String, String> user = withGrants(username);
    asRoot().delete("/api/users/" + user.get("id") + "/").then().statusCode(204);
    return user;
  }

  /** A refresh ends the access token of its pair: who refreshes takes a pair of its own. */
  private Map<String, String> withGrants(String username) {
    Map<String, String> user = user(username);
    user.put("oauth-access", granted(user).path("access_token"));
    user.put("oauth-refresh", granted(user).path("refresh_token"));
    return user;
  }

  private Response granted(Map<String, String> user) {
    return Awaitility.await().until(() -> grant(user), answer -> answer.statusCode() == 200);
  }

  private Response grant(Map<String, String> user) {
    return api.anonymous()
        .header("Authorization", "Basic " + member("pw").get("basic"))
        .formParam("grant_type", "password")
        .formParam("username", user.get("username"))
        .formParam("password", user.get("password"))
        .post("/o/token/");
  }

  private void set(Map<String, String> user, String flag, boolean value) {
    asRoot()
        .contentType(ContentType.JSON)
        .body(Map.of(flag, value))
        .patch("/api/users/" + user.get("id") + "/")
        .then()
        .statusCode(200);
  }

  private RequestSpecification asRoot() {
    return api.as(member("root").get("access"));
  }

  /** Deletes all that was made. */
  void leave() {
    clients.remove();
    List<Map<String, Object>> users = asRoot().get("/api/users/").jsonPath().getList("$");
    users.stream()
        .filter(user -> (user.get("username") + " " + user.get("email")).contains(digits))
        .forEach(user -> asRoot().delete("/api/users/" + user.get("id") + "/"));
  }

  static String basic(String name, String secret) {
    return Base64.getEncoder()
        .encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }
}
