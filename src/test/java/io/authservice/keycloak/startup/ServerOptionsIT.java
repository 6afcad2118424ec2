package io.authservice.keycloak.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.Mailbox;
import io.authservice.keycloak.testing.PathTricks;
import io.authservice.keycloak.testing.RawHttp;
import io.authservice.keycloak.testing.ServiceAccount;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose options are not the defaults, each of them looked at by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerOptionsIT {

  private static final String PUBLIC = "https://auth.example.com";
  private static final String ADMIN = "https://admin.example.com";
  private static final String CREDENTIALS = "Access-Control-Allow-Credentials";

  @AutoClose private TestServer server;
  private Api api;

  @BeforeAll
  void start() {
    server =
        TestServer.startWith(
            "options",
            List.of(
                "--http-accept-non-normalized-paths=true",
                "--hostname=" + PUBLIC,
                "--hostname-admin=" + ADMIN,
                "--spi-realm-restapi-extension--auth-service--admin-entry=true",
                "--spi-realm-restapi-extension--auth-service--client-calls=djoser",
                "--spi-realm-restapi-extension--auth-service--cors-credentials=true",
                "--spi-realm-restapi-extension--auth-service--introspection-subject=true",
                "--spi-realm-restapi-extension--auth-service--list-parameters=true",
                "--spi-realm-restapi-extension--auth-service--registration-open=false",
                "--spi-realm-restapi-extension--auth-service--scopes-limit-methods=false",
                "--spi-realm-restapi-extension--auth-service--swagger-page=false"));
    api = new Api(server);
  }

  private Response register(RequestSpecification request) {
    return request.contentType(ContentType.JSON).body(Api.form(Api.newName())).post("/api/users/");
  }

  private ServiceAccount account(String role) {
    return ServiceAccount.with(new AdminApi(server), server.realm(), role);
  }

  /** {@code http-accept-non-normalized-paths}: Keycloak itself refuses nothing any more. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class PathsThatAreNotNormalised {

    @ParameterizedTest
    @MethodSource("io.authservice.keycloak.testing.PathTricks#waysUp")
    void leadNowhereFromTheApi(String up) {
      RawHttp raw = new RawHttp(server.baseUrl());

      assertThat(PathTricks.targets(up, server.realm()))
          .allSatisfy(
              target -> {
                RawHttp.Answer answer = raw.get(target);
                assertThat(answer.status()).as(target + answer).isIn(400, 404);
                assertThat(answer.body()).doesNotContainIgnoringCase("<html");
              });
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/admin/realms/{realm}/users/{superuser}/logout",
          "/%61dmin/realms/{realm}/users/{superuser}/logout",
          "/admin/%72ealms/{realm}/users/{superuser}/logout",
          "/admin/realms/{realm}/us%65rs/{superuser}/logout",
          "/admin/realms/{realm}/users/{superuser}/./logout",
          "/admin/realms/{realm}/users/x/../{superuser}/logout",
          "/admin/realms/{realm}/users/x/%2e%2e/{superuser}/logout",
          "/admin/realms/{realm}//users/{superuser}/logout",
          "/admin/realms/{realm}/users;x=y/{superuser}/logout",
          "/admin/realms/{realm}/users/{superuser};x=y/logout",
          "/realms/../admin/realms/{realm}/users/{superuser}/logout",
          "//admin/realms/{realm}/users/{superuser}/logout"
        })
    void leadStaffToNoSuperuser(String target) throws Exception {
      AdminApi admin = new AdminApi(server);
      String superuser =
          admin.create(
              Api.newName(), Map.of("attributes", Map.of("is_superuser", List.of("true"))));
      String path = target.replace("{realm}", server.realm()).replace("{superuser}", superuser);

      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                      .header("Authorization", "Bearer " + admin.adminToken(api.staff()))
                      .POST(HttpRequest.BodyPublishers.noBody())
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).as(answer.body()).isIn(301, 400, 403, 404);
    }

    @ParameterizedTest
    @CsvSource({
      "/realms/{realm}/%61uth-service/auth/me",
      "/realms/{realm}/auth-service;x=y/auth/me",
      "/realms/{realm}/./auth-service/auth/me",
      "/realms/{realm};x=y/auth-service/auth/me",
      "//realms/{realm}/auth-service/auth/me"
    })
    void doNotMakeTheNotesOfTheRoutingBelieved(String target) {
      RawHttp.Answer answer =
          new RawHttp(server.baseUrl())
              .get(
                  target.replace("{realm}", server.realm()),
                  "X-Auth-Service-Path: //evil.example/auth/me",
                  "X-Auth-Service-Method: HEAD");

      assertThat(answer.status()).isIn(301, 400, 404);
      assertThat(answer.headers()).doesNotContain("evil.example");
    }
  }

  /** {@code admin-entry=true}. */
  @Nested
  class TheEntryOfAdministrators {

    @ParameterizedTest
    @ValueSource(strings = {"/admin/", "/admin/?next=//evil.example"})
    void leadsToTheAdministrationOfTheRealm(String target) {
      Response answer = api.anonymous().get(target);

      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.header("Location"))
          .isEqualTo(ADMIN + "/realms/" + server.realm() + "/auth-service/console/#/");
      assertThat(api.anonymous().get("/admin").header("Location"))
          .isEqualTo(answer.header("Location"));
      assertThat(api.anonymous().post("/admin/").statusCode()).isEqualTo(405);
    }

    /** {@code hostname-admin}. */
    @Test
    void leadsToAHostOfItsOwnWhosePageReachesBoth() {
      String page = "/realms/" + server.realm() + "/auth-service/console/";

      api.anonymous()
          .get(page)
          .then()
          .header(
              "Content-Security-Policy",
              containsString("connect-src 'self' " + PUBLIC + " " + ADMIN + ";"));
      api.anonymous()
          .get(page + "config")
          .then()
          .body("auth_url", equalTo(PUBLIC))
          .body("admin_url", equalTo(ADMIN));
    }

    @Test
    void leavesTheConsoleOfTheMasterRealmWhereItIs() {
      api.anonymous().get("/admin/master/console/").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
      "/admin/login/?next=/admin/users/user/3/change/, console/#/users/3",
      "/admin/login/?next=//evil.example/, console/#/",
      "/admin/users/user/?q=a%26b&is_staff__exact=1, console/#/users?search=a%26b&is_staff=true",
      "/admin/auth/group/, console/#/groups"
    })
    void leadsToThePageThatDoesTheJobNow(String target, String place) {
      assertThat(api.anonymous().get(target).header("Location"))
          .isEqualTo(ADMIN + "/realms/" + server.realm() + "/auth-service/" + place);
    }

    @Test
    void saysWhereToGoFromPagesThatThereAreNot() {
      api.anonymous()
          .get("/admin/shop/article/add/")
          .then()
          .statusCode(404)
          .contentType("text/html")
          .body(containsString("/realms/" + server.realm() + "/auth-service/console/#/"));
    }

    @Test
    void isTheRootWhichOffersAccountAndAdministrationAndLeavesKeycloaksPageBeside() {
      api.anonymous()
          .get("/")
          .then()
          .statusCode(200)
          .body(containsString("/realms/" + server.realm() + "/account/"))
          .body(containsString("/realms/" + server.realm() + "/auth-service/console/#/"))
          .body(not(containsString("administrative user")));
      assertThat(api.anonymous().get("/?keycloak/").header("Location"))
          .as("Keycloak's own start page, which goes on to its administration")
          .isEqualTo(ADMIN + "/admin/");
      api.anonymous().get("/").then().body(containsString("/admin/master/console/"));
    }

    @Test
    void explainsTheApiToBrowsersAlone() {
      for (String path : List.of("/api/", "/o/")) {
        api.anonymous()
            .accept("text/html,application/xhtml+xml,*/*;q=0.8")
            .get(path)
            .then()
            .statusCode(200)
            .body(containsString("/realms/" + server.realm() + "/account/"));
        api.anonymous().get(path).then().statusCode(404).contentType("application/json");
      }
    }

    @ParameterizedTest
    @MethodSource("io.authservice.keycloak.testing.PathTricks#waysUp")
    void isNoWayIntoTheRealm(String up) {
      RawHttp raw = new RawHttp(server.baseUrl());

      assertThat(List.of("/admin" + up, "/admin/x" + up, "/admin" + up + "/admin/"))
          .allSatisfy(
              target ->
                  assertThat(raw.get(target).headers())
                      .as(target)
                      .doesNotContain("/admin/" + server.realm() + "/"));
    }
  }

  /** {@code registration-open=false}. */
  @Nested
  class WhereRegistrationIsClosed {

    @Test
    void onlyStaffCreateUsers() {
      assertThat(register(api.anonymous()).statusCode()).isEqualTo(401);
      User user = user(false);
      assertThat(register(api.as(user)).statusCode()).isEqualTo(403);
      assertThat(register(api.as(user(true))).statusCode()).isEqualTo(201);
      assertThat(api.as(user).options("/api/users/").jsonPath().getMap("actions")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"view-users, 403", "manage-users, 201", "realm-admin, 201"})
    void clientsCreateUsersByTheirRoles(String role, int status) {
      assertThat(register(api.as(account(role).token())).statusCode()).isEqualTo(status);
    }

    private User user(boolean staff) {
      String name = Api.newName();
      Map<String, Object> form = Api.form(name);
      form.put("is_staff", staff);
      int id =
          api.asSuperuser()
              .contentType(ContentType.JSON)
              .body(form)
              .post("/api/users/")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      return api.loggedIn(id, name, Api.PASSWORD);
    }
  }

  /** {@code cors-credentials=true}: cookies are let come from origins that a client names. */
  @Nested
  class CookiesOfScripts {

    private static final String NAMED = "https://spa.example";

    @Test
    void mayComeFromAClientsWebOrigin() {
      String access = tokenOfClientWith(NAMED);

      preflight(NAMED).header(CREDENTIALS, equalTo("true"));
      api.as(access)
          .header("Origin", NAMED)
          .get("/auth/me/")
          .then()
          .statusCode(200)
          .header(CREDENTIALS, equalTo("true"));
      api.anonymous()
          .header("Origin", NAMED)
          .get("/auth/me/")
          .then()
          .statusCode(401)
          .header(CREDENTIALS, equalTo("true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example", "https://anywhere.example"})
    void mayNotComeFromOthersThatMayRead(String origin) {
      String access = tokenOfClientWith("*");

      preflight(origin)
          .header("Access-Control-Allow-Origin", equalTo(origin))
          .header(CREDENTIALS, nullValue());
      api.as(access)
          .header("Origin", origin)
          .get("/auth/me/")
          .then()
          .statusCode(200)
          .header("Access-Control-Allow-Origin", equalTo(origin))
          .header(CREDENTIALS, nullValue());
      api.anonymous()
          .header("Origin", origin)
          .get("/auth/me/")
          .then()
          .statusCode(401)
          .header(CREDENTIALS, nullValue());
    }

    /** Another client's good name is not that of the one that asks. */
    @Test
    void mayNotComeWhereTheClientThatAsksNamesNoOrigin() {
      tokenOfClientWith(NAMED);

      api.as(tokenOfClientWith("*"))
          .header("Origin", NAMED)
          .get("/auth/me/")
          .then()
          .statusCode(200)
          .header(CREDENTIALS, nullValue());
    }

    @Test
    void mayComeToNoAnswerThatEveryoneMayRead() {
      api.anonymous()
          .header("Origin", NAMED)
          .get("/o/.well-known/jwks.json")
          .then()
          .header("Access-Control-Allow-Origin", equalTo("*"))
          .header(CREDENTIALS, nullValue());
    }

    private ValidatableResponse preflight(String origin) {
      return api.anonymous()
          .header("Origin", origin)
          .header("Access-Control-Request-Method", "PATCH")
          .options("/api/users/1/")
          .then()
          .statusCode(200);
    }

    private String tokenOfClientWith(String origin) {
      AdminApi admin = new AdminApi(server);
      return admin
          .grant(
              server.realm(),
              admin.client(Map.of("webOrigins", List.of(origin))),
              server.superuserName(),
              server.superuserPassword())
          .path("access_token");
    }
  }

  /** {@code introspection-subject=true}. */
  @Test
  void introspectionNamesTheSubjectAsTokensDo() {
    String access = api.superuser().access();
    String clientId =
        new AdminApi(server)
            .client(Map.of("publicClient", false, "secret", "s", "serviceAccountsEnabled", true));

    api.anonymous()
        .auth()
        .preemptive()
        .basic(clientId, "s")
        .get("/o/introspect/?token=" + access)
        .then()
        .statusCode(200)
        .body("sub", equalTo(Jwt.of(access).claim("sub")))
        .body("username", equalTo(server.superuserName()));
  }

  /** {@code scopes-limit-methods=false}, as the old service had it. */
  @Test
  void scopesThatLimitNothingLeaveAllMethods() {
    ServiceAccount account = account("manage-users");

    assertThat(register(api.as(account.token("read"))).statusCode()).isEqualTo(201);
    api.as(account.token("write")).get("/api/users/").then().statusCode(200);
  }

  /** {@code swagger-page=false}, as by default. */
  @ParameterizedTest
  @ValueSource(strings = {"", "description.js", "swagger-ui-bundle.js", "oauth2-redirect.html"})
  void thePageOfTheDocumentIsNotThere(String file) {
    for (String mount : List.of("", "/realms/" + server.realm() + "/auth-service")) {
      api.anonymous()
          .get(mount + "/api/schema/swagger-ui/" + file)
          .then()
          .statusCode(404)
          .contentType("application/json");
    }
    api.anonymous().get("/").then().body(containsString("/auth-service/api/schema/\""));
  }

  /** {@code hostname}: what the server says of itself, by whatever name it is reached. */
  @Nested
  class APublicName {

    @ParameterizedTest
    @CsvSource({
      "/o/.well-known/openid-configuration",
      "/realms/{realm}/.well-known/openid-configuration"
    })
    void isThatOfTheIssuerAndItsEndpoints(String path) {
      api.anonymous()
          .get(path.replace("{realm}", server.realm()))
          .then()
          .body("issuer", equalTo(issuer()))
          .body("token_endpoint", startsWith(PUBLIC + "/realms/"));
    }

    @Test
    void isInTokensAndInRedirects() {
      User root = api.superuser();

      assertThat(Jwt.of(root.access()).claim("iss")).isEqualTo(issuer());
      api.as(root).get("/auth/me/").then().statusCode(200);
      assertThat(api.anonymous().get("/o/authorize/?client_id=x").header("Location"))
          .startsWith(issuer() + "/protocol/openid-connect/auth?client_id=x");
      assertThat(api.anonymous().get("/auth/me").header("Location")).isEqualTo("/auth/me/");
    }

    @Test
    void isInLinksAndSecure() {
      Response page = api.asSuperuser().get("/api/users/?limit=1&cursor=");
      assertThat(page.header("Strict-Transport-Security")).startsWith("max-age=");
      register(api.asSuperuser()).then().statusCode(201);

      String next = api.asSuperuser().get("/api/users/?limit=1&search=%65").path("next");

      assertThat(next).startsWith(PUBLIC + "/api/users/?").contains("search=");
    }

    @Test
    void isInTheDocumentOfTheApi() {
      api.anonymous().get("/api/schema/").then().body("servers[0].url", equalTo(PUBLIC));
    }

    /** Whatever the request says of it, and without a page of a front end. */
    @Test
    void isThatOfLinksInMailsWhichLeadToKeycloaksPages() {
      AdminApi admin = new AdminApi(server);
      try (Mailbox mailbox = Mailbox.open()) {
        admin.configure(Map.of("smtpServer", mailbox.server()));
        String address = Api.newName() + "@example.com";
        admin.create(Api.newName(), Map.of("email", address));
        for (String call : List.of("reset_password", "resend_activation")) {
          api.anonymous()
              .header("Host", "evil.example")
              .header("X-Forwarded-Host", "evil.example")
              .contentType(ContentType.JSON)
              .body(Map.of("email", address))
              .post("/auth/users/" + call + "/")
              .then()
              .statusCode(204);

          String mail = mailbox.mail();

          assertThat(mail).contains(issuer() + "/login-actions/action-token?key=");
          assertThat(mail).doesNotContain("evil.example");
        }
      }
    }

    private String issuer() {
      return PUBLIC + "/realms/" + server.realm();
    }
  }
}
