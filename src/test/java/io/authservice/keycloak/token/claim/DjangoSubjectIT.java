package io.authservice.keycloak.token.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The {@code sub} of django-oauth-toolkit, and what Keycloak makes of tokens that have it. */
@WithTestServer
class DjangoSubjectIT {

  private static final String CLIENT = "subject-web";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final RealmClients clients;

  DjangoSubjectIT(TestServer server) {
    this.server = server;
    this.api = new Api(server);
    this.admin = new AdminApi(server);
    this.clients = new RealmClients(server);
  }

  @AfterEach
  void remove() {
    clients.close();
  }

  @Test
  void idTokensUserinfoAndIntrospectionNameUsersByTheirPrimaryKeys() {
    User user = api.user();
    make(Map.of("user.attribute", "user_id"));

    Response tokens = login(user);

    String id = Long.toString(user.id());
    String access = tokens.path("access_token");
    assertThat(Jwt.of(tokens.path("id_token")).claim("sub")).isEqualTo(id);
    api.as(access).get("/o/userinfo/").then().statusCode(200).body("sub", equalTo(id));
    asClient(Map.of("token", access), "/token/introspect")
        .then()
        .body("active", equalTo(true))
        .body("sub", equalTo(id));
    assertThat(Jwt.of(access).claim("sub")).isEqualTo(admin.id(user.username()));
    api.as(access).get("/auth/me/").then().statusCode(200).body("id", equalTo((int) user.id()));
    Response again =
        asClient(
            Map.of("grant_type", "refresh_token", "refresh_token", tokens.path("refresh_token")),
            "/token");
    assertThat(Jwt.of(again.path("id_token")).claim("sub")).isEqualTo(id);
  }

  @Test
  void anotherAttributeMayBeTheName() {
    User user = api.user();
    make(Map.of("user.attribute", "username"));
    assertThat(Jwt.of(login(user).path("id_token")).claim("sub")).isEqualTo(user.username());

    make(Map.of("user.attribute", "no-such-attribute"));
    assertThat(Jwt.of(login(user).path("id_token")).claim("sub"))
        .isEqualTo(admin.id(user.username()));
  }

  @Test
  void anIdTokenIsAHintAtTheLogout() {
    User user = api.user();
    make(Map.of());
    Response tokens = login(user);

    api.anonymous()
        .redirects()
        .follow(false)
        .queryParam("id_token_hint", tokens.<String>path("id_token"))
        .queryParam("post_logout_redirect_uri", RealmClients.REDIRECT)
        .get(endpoint("/logout"))
        .then()
        .statusCode(302)
        .header("Location", equalTo(RealmClients.REDIRECT));

    api.as(tokens.<String>path("access_token")).get("/auth/me/").then().statusCode(401);
  }

  @Test
  void anAccessTokenIsExchanged() {
    User user = api.user();
    make(Map.of());

    asClient(
            Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                login(user).path("access_token"),
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token"),
            "/token")
        .then()
        .statusCode(200);
  }

  private void make(Map<String, String> config) {
    clients.make(
        CLIENT,
        true,
        "directAccessGrantsEnabled",
        Map.of(
            "attributes",
            Map.of("standard.token.exchange.enabled", "true", "post.logout.redirect.uris", "+"),
            "protocolMappers",
            List.of(
                mapper(DjangoSubjectMapper.ID, config),
                mapper(
                    "oidc-audience-mapper",
                    Map.of("included.client.audience", CLIENT, "access.token.claim", "true")))));
  }

  private static Map<String, Object> mapper(String type, Map<String, String> config) {
    return Map.of(
        "name", type, "protocol", "openid-connect", "protocolMapper", type, "config", config);
  }

  private Response login(User user) {
    return admin.grant(
        server.realm(),
        Map.of(
            "grant_type",
            "password",
            "client_id",
            CLIENT,
            "client_secret",
            RealmClients.SECRET,
            "username",
            user.username(),
            "password",
            Api.PASSWORD,
            "scope",
            "openid read write"));
  }

  private Response asClient(Map<String, String> form, String path) {
    return api.anonymous()
        .auth()
        .preemptive()
        .basic(CLIENT, RealmClients.SECRET)
        .formParams(form)
        .post(endpoint(path));
  }

  private String endpoint(String path) {
    return "/realms/" + server.realm() + "/protocol/openid-connect" + path;
  }
}
