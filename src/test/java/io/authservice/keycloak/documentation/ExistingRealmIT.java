package io.authservice.keycloak.documentation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerClient;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.server.TestSettings;
import io.restassured.http.ContentType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The commands that take the extension into a realm that is there already. */
@Tag("external")
@EnabledIf(
    value = "canRun",
    disabledReason = "no shell to type the page's commands into: sh, sed or jq is missing")
class ExistingRealmIT {

  /** The page's realm is not the template's, and one realm of a server has its users in tables. */
  private static final String BEFORE =
      """
      set -e
      bin/kcadm.sh config credentials --server %s --realm master --user %s --password %s
      bin/kcadm.sh delete realms/auth-service
      bin/kcadm.sh create realms -s realm=example -s enabled=true
      """;

  private static final Pattern VARIABLE =
      Pattern.compile("```sh\\nexport (KC_SPI_\\w+__REALM)=(\\w+)\\n```");

  private static final Pattern COMMANDS =
      Pattern.compile("(?s)```sh\\n(template=/path/to/(\\S+)\\n.*?)```");

  @TempDir private Path directory;

  private final String page = Page.of("docs/install.md").text();
  private final ProjectFiles files = ProjectFiles.ofTheBuild();
  private final ServerHome home =
      ServerHome.prepare(files.work().resolve("h2"), ServerContents.of(files).withMetrics());

  static boolean canRun() {
    return Shell.has("jq");
  }

  @Test
  void makeARealmThatIsThereServeTheApi() throws Exception {
    try (KeycloakServer server = start()) {
      Shell.Outcome outcome =
          new Shell(directory, Map.of("KC_OPTS", "-Duser.home=" + directory))
              .run(BEFORE.formatted(credentials(server)) + commands(), home.directory());

      assertThat(outcome.status()).as(outcome.output()).isZero();
      assertThatUsersRegisterAndLogIn(server.baseUrl());
      // The superuser of the realm that was deleted went with it.
      new ServerClient(server.baseUrl())
          .asMaster()
          .get("/admin/realms/example/users")
          .then()
          .statusCode(200)
          .body("username", equalTo(List.of("new")));
      given()
          .get(server.baseUrl() + "/realms/example/auth-service/console/")
          .then()
          .statusCode(200);
    }
  }

  private KeycloakServer start() {
    return KeycloakServer.in(home)
        .h2(directory)
        .shortLived()
        .log(files.work().resolve("existing-realm.log"))
        .environment(TestSettings.ENVIRONMENT)
        .environment(variable())
        .start();
  }

  /** Which realm is served at the root. */
  private Map<String, String> variable() {
    MatchResult found = VARIABLE.matcher(page).results().findFirst().orElseThrow();
    return Map.of(found.group(1), found.group(2));
  }

  private static Object[] credentials(KeycloakServer server) {
    return new Object[] {
      server.baseUrl(), TestSettings.MASTER_ADMIN_NAME, TestSettings.MASTER_ADMIN_PASSWORD
    };
  }

  private String commands() {
    return COMMANDS
        .matcher(page)
        .results()
        .map(
            block ->
                block
                    .group(1)
                    .replace(
                        "/path/to/" + block.group(2),
                        Path.of(block.group(2)).toAbsolutePath().toString()))
        .findFirst()
        .orElseThrow();
  }

  private static void assertThatUsersRegisterAndLogIn(String baseUrl) {
    Map<String, String> user =
        Map.of("username", "new", "password", "newpassword", "email", "new@example.com");
    given()
        .contentType(ContentType.JSON)
        .body(user)
        .post(baseUrl + "/api/users/")
        .then()
        .statusCode(201);
    String access =
        given()
            .contentType(ContentType.JSON)
            .body(user)
            .post(baseUrl + "/api/token/")
            .then()
            .statusCode(200)
            .extract()
            .path("access");
    given()
        .auth()
        .oauth2(access)
        .get(baseUrl + "/auth/me/")
        .then()
        .statusCode(200)
        .body("username", equalTo("new"));
  }
}
