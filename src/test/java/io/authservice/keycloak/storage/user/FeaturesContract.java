package io.authservice.keycloak.storage.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.testing.BridgedRealm;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the page of limitations says that Keycloak's features do with these users. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FeaturesContract {

  private static final String PASSWORD = "Corr3ct-horse-Batt3ry";
  private static final String SECRET = "a-secret-of-the-client";
  private static final String NAME =
      "f" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:";

  private final BridgedRealm realm;
  private String user = "";
  private String client = "";

  FeaturesContract(BridgedRealm realm) {
    this.realm = realm;
  }

  @BeforeAll
  void makeUserAndClient() {
    user =
        made(
            "/users",
            Map.of(
                "username",
                NAME,
                "email",
                NAME + "@example.com",
                "firstName",
                "First",
                "lastName",
                "Last",
                "enabled",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", PASSWORD))));
    client =
        made(
            "/clients",
            Map.of(
                "clientId",
                NAME,
                "secret",
                SECRET,
                "publicClient",
                false,
                "directAccessGrantsEnabled",
                true,
                "serviceAccountsEnabled",
                true,
                "authorizationServicesEnabled",
                true,
                "fullScopeAllowed",
                true,
                "attributes",
                Map.of("standard.token.exchange.enabled", "true")));
  }

  @AfterAll
  void removeThem() {
    expect(204, realm.server().asMaster().delete(realm.admin("/clients/" + client)));
    expect(204, realm.server().asMaster().delete(realm.admin("/users/" + user)));
  }

  @Test
  void offlineSessionsAndConsents() {
    Response login = login("openid offline_access");

    assertThat(get("/users/" + user + "/offline-sessions/" + client).jsonPath().getList(""))
        .isNotEmpty();
    assertThat(get("/users/" + user + "/consents").jsonPath().getList("clientId")).contains(NAME);
    expect(
        200,
        token(Map.of("grant_type", "refresh_token", "refresh_token", login.path("refresh_token"))));
  }

  @Test
  void tokenExchange() {
    Map<String, String> exchange =
        Map.of(
            "grant_type",
            GRANT + "token-exchange",
            "subject_token",
            login("openid").path("access_token"),
            "subject_token_type",
            "urn:ietf:params:oauth:token-type:access_token");

    expect(200, token(exchange));
  }

  @Test
  void impersonation() {
    expect(
        200,
        realm
            .server()
            .asMaster()
            .body("{}")
            .post(realm.admin("/users/" + user + "/impersonation")));
  }

  @Test
  void authorizationServices() {
    String server = "/clients/" + client + "/authz/resource-server";
    Map<String, Object> policy = Map.of("name", "named", "users", List.of(user));
    assertThat(post(201, server + "/policy/user", policy).jsonPath().getList("users"))
        .isEqualTo(List.of(user));
    Map<String, Object> question =
        Map.of("userId", user, "resources", List.of(), "entitlements", false);
    assertThat(post(200, server + "/policy/evaluate", question).<String>path("status"))
        .isEqualTo("PERMIT");

    Map<String, Object> resource =
        Map.of("name", "theirs", "owner", Map.of("id", user), "ownerManagedAccess", true);
    assertThat(post(201, server + "/resource", resource).<String>path("owner.id")).isEqualTo(user);
  }

  @Test
  void accountApi() {
    String token = login("openid").path("access_token");
    for (String part :
        List.of("", "/sessions/devices", "/credentials", "/linked-accounts", "/applications")) {
      RequestSpecification request = realm.server().as(token).accept("application/json");
      expect(200, request.get("/realms/" + realm.name() + "/account" + part));
    }
  }

  @Test
  void nobodyIsEnteredAsHolderOfTheDefaultRole() {
    assertThat(
            get("/roles/default-roles-" + realm.name() + "/users?max=1000")
                .jsonPath()
                .<String>getList("id"))
        .noneMatch(id -> id.startsWith("f:"));
  }

  private Response login(String scope) {
    Map<String, String> grant =
        Map.of("grant_type", "password", "username", NAME, "password", PASSWORD, "scope", scope);
    return expect(200, token(grant));
  }

  private Response token(Map<String, String> form) {
    Map<String, String> all = new HashMap<>(form);
    all.put("client_id", NAME);
    all.put("client_secret", SECRET);
    return realm
        .server()
        .anonymous()
        .contentType("application/x-www-form-urlencoded")
        .formParams(all)
        .post("/realms/" + realm.name() + "/protocol/openid-connect/token");
  }

  private String made(String path, Map<String, Object> body) {
    String location = post(201, path, body).header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private Response post(int status, String path, Map<String, Object> body) {
    return expect(status, realm.server().asMaster().body(body).post(realm.admin(path)));
  }

  private Response get(String path) {
    return expect(200, realm.server().asMaster().get(realm.admin(path)));
  }

  private static Response expect(int status, Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    return answer;
  }
}
