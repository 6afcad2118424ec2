package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.testing.Browser;
import io.authservice.keycloak.testing.DjangoRows;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The doors by which users of a realm are changed, and by which they come in. None of them ever
 * answers with a fault of the server's.
 */
final class RealmDoors {

  static final String ROOT = "walk-root";

  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

  private final String baseUrl;
  private final Stage stage;
  private final String componentId;
  private final DjangoRows tables;
  private final IdentityProvider outside;
  private final BrowserClient client;
  private final String group;
  private String rootToken = "";

  RealmDoors(String baseUrl, Stage stage, String componentId, DjangoRows tables) {
    this.baseUrl = baseUrl;
    this.stage = stage;
    this.componentId = componentId;
    this.tables = tables;
    tables.user(ROOT, true);
    outside = new IdentityProvider(stage, baseUrl);
    client = new BrowserClient(stage, baseUrl);
    group = stage.group();
    outside.mapper(
        "oidc-hardcoded-group-idp-mapper",
        Map.of("group", stage.get("/groups/" + group).path("path")));
  }

  DjangoRows tables() {
    return tables;
  }

  /** Somebody whom the identity provider knows. */
  String outsider() {
    return outside.user();
  }

  String keycloakId(long id) {
    return "f:" + componentId + ":" + id;
  }

  /** The API, as the superuser; as nobody if there is no other way. */
  Response api(String method, String path, Map<String, ?> body) {
    if (rootToken.isEmpty()) {
      rootToken = obtain(ROOT, DjangoRows.PASSWORD).path("access");
    }
    Response answer = send(bearer(rootToken), body, method, api(path));
    if (answer.statusCode() != 401) {
      return answer;
    }
    rootToken = "";
    return api(method, path, body);
  }

  /** Registration by the API. */
  Response register(Map<String, ?> body) {
    return send(stage.anonymous(), body, "POST", api("/api/users/"));
  }

  Response obtain(String name, String password) {
    return send(
        stage.anonymous(),
        Map.of("username", name, "password", password),
        "POST",
        api("/api/token/"));
  }

  Response nativeGrant(String name, String password) {
    return sound(stage.login(stage.realm(), name, password));
  }

  Response me(String token) {
    return send(bearer(token), Map.of(), "GET", api("/auth/me/"));
  }

  /** Keycloak's Admin API. */
  Response admin(String method, String path, Map<String, ?> body) {
    return send(stage.asMaster(), body, method, stage.admin(path));
  }

  Response user(long id, String method, String below, Map<String, ?> body) {
    return admin(method, "/users/" + keycloakId(id) + below, body);
  }

  /** Saves a user as a console does: all that was read, and what is changed. */
  Response save(long id, Map<String, Object> changes) {
    Response read = user(id, "GET", "", Map.of());
    if (read.statusCode() != 200) {
      return read;
    }
    Map<String, Object> user = new HashMap<>(read.jsonPath().<String, Object>getMap(""));
    user.putAll(changes);
    return user(id, "PUT", "", user);
  }

  Response membership(long id, boolean member) {
    return user(id, member ? "PUT" : "DELETE", "/groups/" + group, Map.of());
  }

  Response link(long id, String method, Map<String, ?> body) {
    return user(id, method, "/federated-identity/" + outside.alias(), body);
  }

  String subjectOf(String outsider) {
    return sound(stage.asMaster().get("/admin/realms/master/users?exact=true&username=" + outsider))
        .path("[0].id");
  }

  /** A login by the identity provider; the id of the user it led to, if to any. */
  Optional<Long> brokered(String outsider) {
    Browser browser = new Browser(baseUrl);
    browser
        .open(client.page("auth") + "&kc_idp_hint=" + outside.alias())
        .submit(Map.of("username", outsider, "password", Stage.PASSWORD));
    assertThat(browser.status()).as(browser.page()).isLessThan(500);
    Matcher code = CODE.matcher(browser.address().toString());
    if (!browser.address().toString().startsWith(BrowserClient.REDIRECT) || !code.find()) {
      return Optional.empty();
    }
    String subject = client.subject(code.group(1));
    assertThat(subject).startsWith(keycloakId(0).replaceAll("0$", ""));
    return Optional.of(Long.valueOf(subject.substring(subject.lastIndexOf(':') + 1)));
  }

  /** Takes away what was made in the realm. */
  void remove() {
    client.remove();
    tables.execute("delete from users_user where username = '" + ROOT + "'");
    for (String path :
        List.of("/groups/" + group, "/identity-provider/instances/" + outside.alias())) {
      admin("DELETE", path, Map.of());
    }
  }

  private String api(String path) {
    return "/realms/" + stage.realm() + "/auth-service" + path;
  }

  private RequestSpecification bearer(String token) {
    return stage.anonymous().header("Authorization", "Bearer " + token);
  }

  private static Response send(
      RequestSpecification request, Map<String, ?> body, String method, String path) {
    return sound((body.isEmpty() ? request : request.body(body)).request(method, path));
  }

  private static Response sound(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isLessThan(500);
    return answer;
  }
}
