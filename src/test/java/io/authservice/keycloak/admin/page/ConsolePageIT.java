package io.authservice.keycloak.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The administrators' page as HTTP serves it. */
@WithTestServer(second = true)
class ConsolePageIT {

  private final TestServer server;
  private final Api api;

  ConsolePageIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  private String page() {
    return "/realms/" + server.realm() + "/auth-service/console/";
  }

  @Test
  void thePageMayLoadNothingOfOthersAndIsNotKept() {
    Response page = api.anonymous().get(page());

    page.then()
        .statusCode(200)
        .header("Content-Type", equalTo("text/html; charset=utf-8"))
        .header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " font-src 'self'; connect-src 'self' "
                + server.baseUrl()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(page.asString()).doesNotContain("<style", "style=", "onclick", "http:", "https:");
  }

  @Test
  void everyFileThatThePageNamesIsKeptForGood() {
    String html = api.anonymous().get(page()).asString();
    Matcher names = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(html);
    int found = 0;
    int shipped = 0;
    while (names.find()) {
      if (names.group(1).startsWith("/")) {
        api.anonymous().get(names.group(1)).then().statusCode(200);
        shipped++;
        continue;
      }
      if (names.group(1).equals("config")) {
        continue;
      }
      Response file = api.anonymous().get(page() + names.group(1));
      file.then()
          .statusCode(200)
          .header("Cache-Control", "public, max-age=31536000, immutable")
          .header("X-Content-Type-Options", "nosniff");
      api.anonymous()
          .header("If-None-Match", file.header("ETag"))
          .get(page() + names.group(1))
          .then()
          .statusCode(304)
          .body(emptyString());
      found++;
    }
    assertThat(found).as("scripts and a style sheet of its own").isGreaterThan(30);
    assertThat(shipped).as("style sheets and icon of the server's own").isEqualTo(4);
  }

  /** Each module names others: whoever fetched one after the other would wait for each in turn. */
  @Test
  void thePageNamesEveryFileThatItNeeds() throws IOException {
    String html = api.anonymous().get(page()).asString();
    Matcher version = Pattern.compile("\"([0-9a-f]{32})/main\\.js\"").matcher(html);
    assertThat(version.find()).isTrue();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/auth-service-console"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("index.html"))
          .isNotEmpty()
          .allSatisfy(
              name -> assertThat(html).contains("=\"" + version.group(1) + "/" + name + "\""));
    }
  }

  /** While nodes are updated one may be asked for the files of another. */
  @Test
  void anotherVersionIsAnsweredAndNotKept() {
    api.anonymous()
        .get(page() + "0123456789abcdef0123456789abcdef/main.js")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.html",
        "main.js",
        "0123456789abcdef0123456789abcdef/none.js",
        "..",
        "main.js/x",
        "%2e%2e/main.js"
      })
  void nothingElseIsServed(String path) {
    assertThat(api.anonymous().get(page() + path).statusCode()).isIn(400, 404);
  }

  @Test
  void thePageIsOnlyRead() {
    api.anonymous().post(page()).then().statusCode(405);
    api.anonymous()
        .get(page().replaceFirst("/$", ""))
        .then()
        .statusCode(301)
        .header("Location", endsWith(page()));
  }

  @ParameterizedTest
  @CsvSource({"en, Users", "de, Benutzer", "fr, Users"})
  void theSettingsSpeakTheLanguageOfTheBrowser(String language, String users) {
    api.anonymous()
        .header("Accept-Language", language)
        .get(page() + "config")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("realm", equalTo(server.realm()))
        .body("client_id", equalTo("auth-service-console"))
        .body("auth_url", equalTo(server.baseUrl()))
        .body("admin_url", equalTo(server.baseUrl()))
        .body("messages.Users", equalTo(users))
        .body("messages.Title", not(containsString("authService")));
  }

  /** Its tokens reach no further than users, whoever logs in. */
  @Test
  void theClientCarriesTheRightsOverUsersAlone() {
    AdminApi admin = new AdminApi(server);
    String id =
        admin.request().get(admin.path("/clients?clientId=auth-service-console")).path("[0].id");

    admin
        .request()
        .get(admin.path("/clients/" + id))
        .then()
        .body("publicClient", equalTo(true))
        .body("fullScopeAllowed", equalTo(false))
        .body("directAccessGrantsEnabled", equalTo(false))
        .body("attributes.'pkce.code.challenge.method'", equalTo("S256"))
        .body("attributes.'client.use.lightweight.access.token.enabled'", equalTo("true"))
        .body("rootUrl", startsWith("${"));
    Response effective = admin.request().get(admin.path("/clients/" + id + "/scope-mappings"));
    assertThat(
            effective.jsonPath().<String>getList("clientMappings.'realm-management'.mappings.name"))
        .containsExactlyInAnyOrder("view-users", "manage-users");
    assertThat(effective.<Object>path("realmMappings")).isNull();
  }
}
