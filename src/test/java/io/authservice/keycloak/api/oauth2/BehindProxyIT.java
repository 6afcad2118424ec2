package io.authservice.keycloak.api.oauth2;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Browser;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.Mailbox;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server with {@code http-relative-path=/auth} that knows its public name from the headers of the
 * TLS proxy in front of it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BehindProxyIT {

  private static final String ORIGIN = "https://sso.example.com";
  private static final String PUBLIC = ORIGIN + "/auth";
  private static final Map<String, String> PROXY =
      Map.of(
          "X-Forwarded-Proto", "https",
          "X-Forwarded-Host", "sso.example.com",
          "X-Forwarded-Port", "443",
          "X-Forwarded-For", "203.0.113.7");
  private static final String PREFIX = "X-Forwarded-Prefix";
  private static final String PREFIXED = ORIGIN + "/sso/auth";
  private static final String WEB = "behind-proxy-web";

  /** RFC 7636 appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @AutoClose private TestServer server;

  @BeforeAll
  void start() {
    server =
        TestServer.startBelow(
            "/auth",
            "proxied",
            List.of(
                "--proxy-headers=xforwarded",
                "--spi-realm-restapi-extension--auth-service--list-parameters=true"));
    new RealmClients(server).make(WEB, true, "standardFlowEnabled");
  }

  private RequestSpecification proxied() {
    return given().headers(PROXY).urlEncodingEnabled(false).redirects().follow(false);
  }

  /** A request to a public address, by way of the proxy. */
  private String served(String publicAddress) {
    assertThat(publicAddress).startsWith(PUBLIC + "/");
    return publicAddress.replace(PUBLIC, server.baseUrl());
  }

  private String issuer() {
    return PUBLIC + "/realms/" + server.realm();
  }

  private String login() {
    return proxied()
        .contentType(ContentType.JSON)
        .body(Map.of("username", server.superuserName(), "password", server.superuserPassword()))
        .post(served(PUBLIC + "/api/token/"))
        .then()
        .statusCode(200)
        .extract()
        .path("access");
  }

  private Response me(String path, String token) {
    return proxied().auth().preemptive().oauth2(token).get(served(PUBLIC + path));
  }

  /** Whatever stands before it in the path. */
  @Test
  void theAdminApiIsClosedToStaff() {
    AdminApi admin = new AdminApi(server);
    String staff = admin.adminToken(new Api(server).staff());

    admin.as(staff).get(admin.path("/users")).then().statusCode(200);
    admin.as(staff).post(admin.path("/logout-all")).then().statusCode(403);
    admin.as(staff).get(admin.path("/nowhere")).then().statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/o/.well-known/openid-configuration",
        "/o/.well-known/openid-configuration/",
        "/realms/auth-service/auth-service/o/.well-known/openid-configuration",
        "/realms/auth-service/.well-known/openid-configuration"
      })
  void metadataNamesPublicAddressesOnly(String path) {
    Response metadata = proxied().get(served(PUBLIC + path));

    assertThat(metadata.statusCode()).isEqualTo(200);
    assertThat(metadata.<String>path("issuer")).isEqualTo(issuer());
    List<String> addresses =
        metadata.jsonPath().<String, Object>getMap("").entrySet().stream()
            .filter(entry -> entry.getKey().matches(".*(_endpoint|_uri|_iframe)"))
            .map(entry -> entry.getValue().toString())
            .toList();
    assertThat(addresses).hasSizeGreaterThan(8).allMatch(url -> url.startsWith(issuer() + "/"));
  }

  @Test
  void theUserIsServedAtBothReadingsOfItsPath() {
    String token = login();

    assertThat(Jwt.of(token).claim("iss")).isEqualTo(issuer());
    for (String path : List.of("/me/", "/auth/me/", "/api/auth/me/")) {
      Response me = me(path, token);
      assertThat(me.statusCode()).as(path).isEqualTo(200);
      assertThat(me.<String>path("username")).isEqualTo(server.superuserName());
      assertThat(me.header("Strict-Transport-Security"))
          .isEqualTo("max-age=31536000; includeSubDomains");
    }
  }

  @Test
  void aTokenOfThePublicIssuerIsNoneWithoutTheProxy() {
    given()
        .auth()
        .oauth2(login())
        .get(server.baseUrl() + "/auth/me/")
        .then()
        .statusCode(401)
        .body("code", equalTo("token_not_valid"));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/users?x=y, 301, /auth/api/users/?x=y",
    "/auth/me, 301, /auth/auth/me/",
    "/o/authorize?client_id=x, 301, /auth/o/authorize/?client_id=x",
    "/o/applications/7, 301, /auth/o/applications/7/",
    "/o/logout/?a=b, 302, {issuer}/protocol/openid-connect/logout?a=b",
    "/o/device/?user_code=X, 302, {issuer}/device?user_code=X",
    "/o/authorized_tokens/, 302, {issuer}/account/applications",
    "/o/applications/7/update/, 302, {public}/admin/auth-service/console/#/auth-service/clients",
    "/o/authorize/?client_id=x, 302, {issuer}/protocol/openid-connect/auth?client_id=x"
  })
  void redirectsStayWithinThePublicAddress(String path, int status, String location) {
    Response answer = proxied().get(served(PUBLIC + path));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.header("Location"))
        .isEqualTo(location.replace("{issuer}", issuer()).replace("{public}", PUBLIC));
  }

  @Test
  void pagesOfTheListAreLinkedByTheirPublicAddress() {
    proxied()
        .contentType(ContentType.JSON)
        .body(Map.of("username", "page", "password", "x-y-z-1", "email", "page@example.com"))
        .post(served(PUBLIC + "/api/users/"))
        .then()
        .statusCode(201);

    String next = me("/api/users/?limit=1", login()).path("next");

    assertThat(next).startsWith(PUBLIC + "/api/users/?").contains("limit=1", "offset=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/realms/auth-service/auth-service"})
  void theDocumentTellsPublicAddressesAtWhichTheApiAnswers(String mount) {
    JsonPath document = proxied().get(served(PUBLIC + mount + "/api/schema/")).jsonPath();
    String api = document.getString("servers[0].url");
    String login = "components.securitySchemes.oauth2.flows.authorizationCode.";

    assertThat(api).isEqualTo(PUBLIC + mount);
    assertThat(document.getString(login + "authorizationUrl")).isEqualTo(api + "/o/authorize/");
    assertThat(document.getString(login + "tokenUrl")).isEqualTo(api + "/o/token/");
    proxied().get(served(api + "/api/users/")).then().statusCode(401);
    proxied().get(served(api + "/o/authorize/?client_id=x")).then().statusCode(302);
    proxied().post(served(api + "/o/token/")).then().statusCode(400);
    assertThat(proxied().get(served(api + "/api/schema/?format=yaml")).asString())
        .contains("- url: \"" + api + "\"");
  }

  @Test
  void plainHttpIsRefused() {
    given()
        .headers("X-Forwarded-Proto", "http", "X-Forwarded-For", "203.0.113.7")
        .get(server.baseUrl() + "/auth/me/")
        .then()
        .statusCode(403)
        .body("detail", equalTo("HTTPS is required."));
  }

  @Test
  void aSecondRealmOfTheTemplateIsRefusedWithTheReason() throws IOException {
    String template = Files.readString(Path.of("realm-export", "auth-service-realm.json"));

    new AdminApi(server)
        .request()
        .body(template.replaceFirst("\"auth-service\"", "\"second\""))
        .post("/admin/realms")
        .then()
        .statusCode(400)
        .body("errorMessage", startsWith("Another realm of this server"));
  }

  /** An address that is told without a path, and one below which the proxy serves the server. */
  @ParameterizedTest
  @CsvSource({
    "https://told.example.com, https://told.example.com/auth",
    "https://told.example.com/accounts, https://told.example.com/accounts"
  })
  void anAddressThatIsToldIsThatOfTheDocumentAndOfLinks(String told, String expected) {
    AdminApi admin = new AdminApi(server);
    admin.configure(Map.of("attributes", Map.of("frontendUrl", told)));
    try {
      JsonPath document = proxied().get(server.baseUrl() + "/api/schema/").jsonPath();
      assertThat(document.getString("servers[0].url")).isEqualTo(expected);
      assertThat(
              document.getString(
                  "components.securitySchemes.oauth2.flows.authorizationCode.tokenUrl"))
          .isEqualTo(expected + "/o/token/");
      assertThat(
              prefixed()
                  .get(server.baseUrl() + "/api/schema/")
                  .jsonPath()
                  .getString("servers[0].url"))
          .isEqualTo(expected);
      assertThat(prefixed().get(server.baseUrl() + "/api/users").header("Location"))
          .isEqualTo(URI.create(expected).getPath() + "/api/users/");
      String page =
          proxied()
              .auth()
              .preemptive()
              .oauth2(login())
              .get(server.baseUrl() + "/api/users/?limit=1&cursor=")
              .path("next");
      assertThat(page == null ? expected + "/api/users/" : page)
          .startsWith(expected + "/api/users/");
    } finally {
      admin.configure(Map.of("attributes", Map.of("frontendUrl", "")));
    }
  }

  /** By a proxy that serves the server below a path of its own, and cuts it off. */
  private RequestSpecification prefixed() {
    return proxied().header(PREFIX, "/sso");
  }

  private String prefixedIssuer() {
    return PREFIXED + "/realms/" + server.realm();
  }

  private String prefixedLogin() {
    return prefixed()
        .contentType(ContentType.JSON)
        .body(Map.of("username", server.superuserName(), "password", server.superuserPassword()))
        .post(server.baseUrl() + "/api/token/")
        .then()
        .statusCode(200)
        .extract()
        .path("access");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/o/.well-known/openid-configuration",
        "/realms/auth-service/.well-known/openid-configuration"
      })
  void metadataHasThePrefixThatTheProxyTells(String path) {
    JsonPath metadata = prefixed().get(server.baseUrl() + path).jsonPath();

    assertThat(metadata.getString("issuer")).isEqualTo(prefixedIssuer());
    assertThat(metadata.getString("token_endpoint")).startsWith(prefixedIssuer() + "/");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/users?x=y, 301, /sso/auth/api/users/?x=y",
    "/auth/me, 301, /sso/auth/auth/me/",
    "/o/authorize?client_id=x, 301, /sso/auth/o/authorize/?client_id=x",
    "/o/logout/?a=b, 302, {issuer}/protocol/openid-connect/logout?a=b",
    "/o/authorize/?client_id=x, 302, {issuer}/protocol/openid-connect/auth?client_id=x",
    "/realms/auth-service/auth-service/api/users, 301, "
        + "/sso/auth/realms/auth-service/auth-service/api/users/"
  })
  void redirectsHaveThePrefix(String path, int status, String location) {
    Response answer = prefixed().get(server.baseUrl() + path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.header("Location")).isEqualTo(location.replace("{issuer}", prefixedIssuer()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/realms/auth-service/auth-service"})
  void tokensLinksAndTheDocumentHaveThePrefix(String mount) {
    new Api(server).user();
    String token = prefixedLogin();

    assertThat(Jwt.of(token).claim("iss")).isEqualTo(prefixedIssuer());
    assertThat(
            prefixed()
                .auth()
                .preemptive()
                .oauth2(token)
                .get(server.baseUrl() + mount + "/api/users/?limit=1")
                .<String>path("next"))
        .startsWith(PREFIXED + mount + "/api/users/?")
        .contains("limit=1", "offset=1");
    assertThat(
            prefixed()
                .get(server.baseUrl() + mount + "/api/schema/")
                .jsonPath()
                .getString("servers[0].url"))
        .isEqualTo(PREFIXED + mount);
    me("/auth/me/", token).then().statusCode(401);
  }

  @Test
  void linksInMailsHaveThePrefix() {
    Api.User user = new Api(server).user();
    AdminApi admin = new AdminApi(server);
    String token =
        prefixed()
            .formParams(
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    server.superuserName(),
                    "password",
                    server.superuserPassword()))
            .post(server.baseUrl() + "/realms/auth-service/protocol/openid-connect/token")
            .path("access_token");
    try (Mailbox mailbox = Mailbox.open()) {
      Map<String, Object> before = admin.configure(Map.of("smtpServer", mailbox.server()));
      try {
        prefixed()
            .auth()
            .preemptive()
            .oauth2(token)
            .post(server.baseUrl() + admin.path("/auth-service/users/" + user.id() + "/reset-link"))
            .then()
            .statusCode(204);

        assertThat(mailbox.link()).startsWith(prefixedIssuer() + "/");
      } finally {
        admin.configure(before);
      }
    }
  }

  /** The server would make addresses of another host of it. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/token/", "/o/.well-known/openid-configuration", "/realms/master"})
  void aPrefixThatIsNoPathIsRefused(String path) {
    proxied()
        .header(PREFIX, "//elsewhere.example")
        .get(server.baseUrl() + path)
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
  }

  @Test
  void aDeviceIsSentToThePublicPage() {
    Response codes =
        proxied()
            .auth()
            .preemptive()
            .basic(WEB, RealmClients.SECRET)
            .post(served(PUBLIC + "/o/device-authorization/"));

    assertThat(codes.<String>path("verification_uri")).isEqualTo(issuer() + "/device");
  }

  /** As a client does that knows nothing but where the metadata is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/o/.well-known/openid-configuration",
        "/realms/auth-service/.well-known/openid-configuration"
      })
  void aLoginCompletesFromTheMetadata(String discovery) {
    JsonPath metadata = proxied().get(served(PUBLIC + discovery)).jsonPath();

    Response tokens =
        exchanged(
            code(metadata.getString("authorization_endpoint")),
            metadata.getString("token_endpoint"));

    Jwt idToken = Jwt.of(tokens.path("id_token"));
    assertThat(idToken.claim("iss")).isEqualTo(metadata.getString("issuer"));
    assertThat(idToken.claim("aud")).isEqualTo(WEB);
    assertThat(me("/auth/me/", tokens.path("access_token")).statusCode()).isEqualTo(200);
    proxied()
        .auth()
        .preemptive()
        .oauth2(tokens.path("access_token"))
        .get(served(metadata.getString("userinfo_endpoint")))
        .then()
        .statusCode(200)
        .body("sub", equalTo(idToken.claim("sub")));
    assertThat(proxied().get(served(metadata.getString("jwks_uri"))).jsonPath().getList("keys.kid"))
        .isNotEmpty();
  }

  @Test
  void aLoginCompletesAtTheOldAddresses() {
    Response tokens = exchanged(code(PUBLIC + "/o/authorize/"), PUBLIC + "/o/token/");

    assertThat(Jwt.of(tokens.path("access_token")).claim("iss")).isEqualTo(issuer());
    assertThat(me("/auth/me/", tokens.path("access_token")).statusCode()).isEqualTo(200);
    proxied()
        .auth()
        .preemptive()
        .basic(WEB, RealmClients.SECRET)
        .formParam("token", tokens.<String>path("access_token"))
        .post(served(PUBLIC + "/o/introspect/"))
        .then()
        .body("active", equalTo(true));
  }

  @Test
  void theAdministratorsPageAsksForAndComesBackToPublicAddresses() {
    String page = PUBLIC + "/realms/" + server.realm() + "/auth-service/console/";
    Response config = proxied().get(served(page + "config"));
    assertThat(config.<String>path("auth_url")).isEqualTo(PUBLIC);
    assertThat(config.<String>path("admin_url")).isEqualTo(PUBLIC);
    assertThat(proxied().get(served(page)).header("Content-Security-Policy"))
        .contains("connect-src 'self' " + ORIGIN + ";");

    Browser browser = new Browser(PUBLIC, server.baseUrl(), PROXY);
    browser.open(
        issuer()
            + "/protocol/openid-connect/auth?response_type=code&scope=openid&state=s"
            + "&client_id=auth-service-console&redirect_uri="
            + URLEncoder.encode(page, StandardCharsets.UTF_8)
            + "&code_challenge_method=S256&code_challenge="
            + CHALLENGE);
    browser.submit(
        Map.of("username", server.superuserName(), "password", server.superuserPassword()));

    assertThat(browser.address().toString()).startsWith(page);
  }

  private String code(String authorizationEndpoint) {
    Browser browser = new Browser(PUBLIC, server.baseUrl(), PROXY);
    browser.open(
        authorizationEndpoint
            + "?response_type=code&scope=openid+read&state=s&client_id="
            + WEB
            + "&redirect_uri="
            + RealmClients.REDIRECT
            + "&code_challenge_method=S256&code_challenge="
            + CHALLENGE);
    assertThat(browser.address().toString()).startsWith(issuer() + "/");
    browser.submit(
        Map.of("username", server.superuserName(), "password", server.superuserPassword()));
    assertThat(browser.address().toString()).startsWith(RealmClients.REDIRECT);
    Map<String, String> answer = query(browser.address());
    assertThat(answer).containsEntry("state", "s").containsEntry("iss", issuer());
    return answer.get("code");
  }

  private Response exchanged(String code, String tokenEndpoint) {
    Response tokens =
        proxied()
            .auth()
            .preemptive()
            .basic(WEB, RealmClients.SECRET)
            .contentType(ContentType.URLENC)
            .formParam("grant_type", "authorization_code")
            .formParam("code", code)
            .formParam("redirect_uri", RealmClients.REDIRECT)
            .formParam("code_verifier", VERIFIER)
            .post(served(tokenEndpoint));
    assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
    return tokens;
  }

  private static Map<String, String> query(URI address) {
    return Arrays.stream(address.getQuery().split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
