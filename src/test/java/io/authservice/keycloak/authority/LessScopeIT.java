package io.authservice.keycloak.authority;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking for fewer scopes, or passing a token on, never gives more power over the API. */
@Tag("contract")
@WithTestServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LessScopeIT {

  private static final String OLD = "/o/token/";
  private static final String READER = "less-scope-reader";
  private static final String WRITER = "less-scope-writer";
  private static final String UNSCOPED = "less-scope-unscoped";

  /** To whom a token is passed on: a client with no scopes, with both on demand, always writing. */
  private static final String PLAIN_SERVICE = "less-scope-plain-service";

  private static final String SCOPED_SERVICE = "less-scope-scoped-service";
  private static final String WRITING_SERVICE = "less-scope-writing-service";

  private final TestServer server;
  private final Api api;
  private final RealmClients clients;
  private User user;

  LessScopeIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    clients = new RealmClients(server);
  }

  @BeforeAll
  void makeClients() {
    user = api.user();
    make(PLAIN_SERVICE, List.of(), List.of());
    make(SCOPED_SERVICE, List.of(), List.of("read", "write"));
    make(WRITING_SERVICE, List.of("write"), List.of("read"));
    make(READER, List.of(), List.of("read"));
    make(WRITER, List.of(), List.of("write"));
    make(UNSCOPED, List.of(), List.of());
  }

  private void make(String id, List<String> always, List<String> onDemand) {
    clients.make(
        id,
        true,
        "directAccessGrantsEnabled",
        Map.of(
            "defaultClientScopes",
            Stream.concat(Stream.of("basic", "auth-service"), always.stream()).toList(),
            "optionalClientScopes",
            onDemand,
            "attributes",
            Map.of(
                "standard.token.exchange.enabled",
                "true",
                "standard.token.exchange.enableRefreshRequestedTokenType",
                "SAME_SESSION"),
            "protocolMappers",
            List.of(audience(PLAIN_SERVICE), audience(SCOPED_SERVICE), audience(WRITING_SERVICE))));
  }

  private static Map<String, Object> audience(String client) {
    return Map.of(
        "name",
        "for " + client,
        "protocol",
        "openid-connect",
        "protocolMapper",
        "oidc-audience-mapper",
        "config",
        Map.of("included.custom.audience", client, "access.token.claim", "true"));
  }

  @AfterAll
  void removeClients() {
    clients.close();
  }

  private String nativeEndpoint() {
    return "/realms/" + server.realm() + "/protocol/openid-connect/token";
  }

  private String endpoint(String name) {
    return name.equals("native") ? nativeEndpoint() : OLD;
  }

  private Response granted(String client, String endpoint, Map<String, String> form) {
    return given()
        .baseUri(server.baseUrl())
        .auth()
        .preemptive()
        .basic(client, RealmClients.SECRET)
        .contentType(ContentType.URLENC)
        .formParams(form)
        .post(endpoint);
  }

  private Response login(String client, String endpoint, String scope) {
    Map<String, String> form = new HashMap<>();
    form.put("grant_type", "password");
    form.put("username", user.username());
    form.put("password", user.password());
    if (!scope.isEmpty()) {
      form.put("scope", scope);
    }
    return granted(client, endpoint, form).then().statusCode(200).extract().response();
  }

  private Response exchanged(String client, String subject, String scope, String type) {
    Map<String, String> form = new HashMap<>();
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    form.put("subject_token", subject);
    form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
    form.put("requested_token_type", "urn:ietf:params:oauth:token-type:" + type);
    if (!scope.isEmpty()) {
      form.put("scope", scope);
    }
    return granted(client, nativeEndpoint(), form);
  }

  private int reads(String token) {
    return api.as(token).get("/auth/me/").statusCode();
  }

  private int writes(String token) {
    return api.as(token)
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "Changed"))
        .patch(user.path())
        .statusCode();
  }

  @ParameterizedTest
  @CsvSource({
    "less-scope-reader, old, openid",
    "less-scope-reader, native, openid",
    "less-scope-writer, old, openid",
    "less-scope-writer, native, openid",
    "less-scope-scoped-service, native, openid"
  })
  void aTokenForOtherScopesThanTheApisMayDoNothing(String client, String door, String scope) {
    String token = login(client, endpoint(door), scope).path("access_token");

    assertThat(List.of(reads(token), writes(token))).containsExactly(403, 403);
    api.as(token)
        .contentType(ContentType.JSON)
        .body(Map.of("password", "An0ther-pass-phrase"))
        .patch(user.path())
        .then()
        .statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "native"})
  void aRefreshNarrowedToAnotherScopeMayDoNothing(String door) {
    String refresh = login(READER, endpoint(door), "read openid").path("refresh_token");

    String token =
        granted(
                READER,
                endpoint(door),
                Map.of("grant_type", "refresh_token", "refresh_token", refresh, "scope", "openid"))
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");

    assertThat(List.of(reads(token), writes(token))).containsExactly(403, 403);
  }

  /** At Keycloak's own endpoint; that of the old service asks for both. */
  @ParameterizedTest
  @CsvSource({
    "less-scope-reader, 200, 403",
    "less-scope-writer, 403, 200",
    "less-scope-scoped-service, 200, 200"
  })
  void aTokenForWhichNoScopeWasAskedMayDoWhatItsClientMayAskFor(
      String client, int read, int write) {
    String token = login(client, nativeEndpoint(), "").path("access_token");

    assertThat(List.of(reads(token), writes(token))).containsExactly(read, write);
  }

  /** By a scope that tokens do not carry. */
  @ParameterizedTest
  @ValueSource(strings = {"read", "read write", "read openid"})
  void aRefreshNarrowedToNothingMayDoNothing(String granted) {
    String refresh = login(SCOPED_SERVICE, OLD, granted).path("refresh_token");

    Response answer =
        granted(
            SCOPED_SERVICE,
            nativeEndpoint(),
            Map.of("grant_type", "refresh_token", "refresh_token", refresh, "scope", "basic"));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    String token = answer.path("access_token");
    assertThat(List.of(reads(token), writes(token))).containsExactly(403, 403);
  }

  @Test
  void aRefreshNarrowedFromOtherScopesMayStillDoNothing() {
    String refresh = login(SCOPED_SERVICE, OLD, "openid").path("refresh_token");

    String token =
        granted(
                SCOPED_SERVICE,
                nativeEndpoint(),
                Map.of("grant_type", "refresh_token", "refresh_token", refresh, "scope", "basic"))
            .path("access_token");

    assertThat(List.of(reads(token), writes(token))).containsExactly(403, 403);
  }

  @Test
  void aClientThatAlwaysWritesStillDoesNotReadUnasked() {
    String token = login(WRITING_SERVICE, OLD, "openid").path("access_token");

    assertThat(List.of(reads(token), writes(token))).containsExactly(403, 200);
  }

  @Test
  void aClientWithoutTheScopesIsNotLimitedByThem() {
    String token = login(UNSCOPED, OLD, "openid").path("access_token");

    assertThat(List.of(reads(token), writes(token))).containsExactly(200, 200);
  }

  @ParameterizedTest
  @CsvSource({
    "less-scope-reader, '', 200",
    "less-scope-reader, openid, 403",
    "less-scope-reader, read, 200",
    "less-scope-plain-service, '', 200",
    "less-scope-plain-service, openid, 200",
    "less-scope-scoped-service, '', 200",
    "less-scope-scoped-service, openid, 403",
    "less-scope-scoped-service, read, 200",
    "less-scope-writing-service, '', 200",
    "less-scope-writing-service, openid, 403"
  })
  void aTokenThatReadsIsNeverExchangedForOneThatWrites(String service, String scope, int read) {
    String subject = login(READER, OLD, "read").path("access_token");

    String token =
        exchanged(service, subject, scope, "access_token")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");

    assertThat(List.of(reads(token), writes(token))).containsExactly(read, 403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "read write", "openid write"})
  void aScopeBeyondTheTokensIsRefused(String scope) {
    String subject = login(READER, OLD, "read").path("access_token");

    Response refusal = exchanged(SCOPED_SERVICE, subject, scope, "access_token");

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.<String>path("error")).isEqualTo("invalid_scope");
  }

  @Test
  void anotherExchangeDoesNotLiftTheLimit() {
    String subject = login(READER, OLD, "read").path("access_token");
    String once = exchanged(PLAIN_SERVICE, subject, "", "access_token").path("access_token");

    String twice =
        exchanged(WRITING_SERVICE, once, "", "access_token")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");

    assertThat(writes(twice)).isEqualTo(403);
  }

  @Test
  void norDoesARefresh() {
    String subject = login(READER, OLD, "read").path("access_token");
    Response first = exchanged(WRITING_SERVICE, subject, "", "refresh_token");
    first.then().statusCode(200);

    String refreshed =
        granted(
                WRITING_SERVICE,
                nativeEndpoint(),
                Map.of("grant_type", "refresh_token", "refresh_token", first.path("refresh_token")))
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");

    assertThat(writes(refreshed)).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "less-scope-plain-service, '', 200, 200",
    "less-scope-scoped-service, '', 200, 200",
    "less-scope-scoped-service, read write, 200, 200"
  })
  void aTokenThatIsNotLimitedIsExchangedForWhatTheServiceMayDo(
      String service, String scope, int read, int write) {
    String subject = login(UNSCOPED, OLD, "openid").path("access_token");

    String token = exchanged(service, subject, scope, "access_token").path("access_token");

    assertThat(List.of(reads(token), writes(token))).containsExactly(read, write);
  }

  /** Keycloak reads a parameter without its control characters. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "\u007f", "\r\n"})
  void aTokenInDisguiseIsTheSameToken(String control) {
    String subject = login(READER, OLD, "read").path("access_token");

    Response answer =
        exchanged(
            PLAIN_SERVICE,
            subject.substring(0, 20) + control + subject.substring(20),
            "",
            "access_token");

    String token = answer.path("access_token");
    assertThat(token == null ? 403 : writes(token)).isEqualTo(403);
  }
}
