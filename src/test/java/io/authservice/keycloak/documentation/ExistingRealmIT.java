package io.authservice.keycloak.documentation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerClient;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
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
      bin/kcadm.sh config credentials --server %s --realm master --user %s --password %s
      bin/kcadm.sh delete realms/auth-service
      bin/kcadm.sh create realms -s realm=example -s enabled=true
      """;

  private static final Pattern VARIABLE =
      Pattern.compile("```sh\\nexport (KC_SPI_\\w+__REALM)=(\\w+)\\n```");

  private static final Pattern COMMANDS =
      Pattern.compile("(?s)```sh\\n(template=/path/to/(\\S+)\\n.*?)```");

  private static final Pattern STRICT_TEMPLATE =
      Pattern.compile("```sh\\n(jq '[^']+' /path/to/(\\S+) > data/import/\\S+\\n)```");

  private static final Pattern STRICT =
      Pattern.compile("```sh\\n(bin/kcadm\\.sh update realms/example -s [^`]+)```");

  private static final String REALM = "/admin/realms/example";
  private static final String LATER = "later";
  private static final String USER = "new";
  private static final String PASSWORD = "newpassword";
  private static final String EMAIL = "new@example.com";

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
      ServerClient client = new ServerClient(server.baseUrl());
      type("set -e\n" + BEFORE.formatted(credentials(server)) + block(COMMANDS));

      assertThatUsersRegisterAndLogIn(client);
      String earlier = assertThatLaterClientsMayAskForReadAndWrite(client);
      // The superuser of the realm that was deleted went with it.
      client
          .asMaster()
          .get(REALM + "/users")
          .then()
          .statusCode(200)
          .body("username", equalTo(List.of(USER)));
      given()
          .get(server.baseUrl() + "/realms/example/auth-service/console/")
          .then()
          .statusCode(200);

      Map<String, List<String>> made = contents(client);
      type("set -e\n" + block(COMMANDS));
      assertThat(contents(client)).as("run again they change nothing").isEqualTo(made);

      assertThat(emailToldFor(client, earlier)).isEqualTo(EMAIL);
      type("set -e\n" + block(STRICT));
      assertThatAddressesAreUniqueAndVerified(client, earlier);
    }
  }

  @Test
  void makeATemplateOfAStrictRealm() throws Exception {
    type("set -e\n" + block(STRICT_TEMPLATE).replace("data/import/", directory + "/"));

    JsonNode strict =
        new ObjectMapper().readTree(directory.resolve("auth-service-realm.json").toFile());
    ObjectNode usual = (ObjectNode) new ObjectMapper().readTree(files.realm().toFile());
    assertThat(strict)
        .isEqualTo(usual.put("duplicateEmailsAllowed", false).put("verifyEmail", true));
  }

  private void type(String commands) throws Exception {
    Shell.Outcome outcome =
        new Shell(directory, Map.of("KC_OPTS", Shell.kcadmOptions(directory)))
            .run(commands, home.directory());
    assertThat(outcome.status()).as(outcome.output()).isZero();
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

  /** What a block of the page says, with the template where it is. */
  private String block(Pattern pattern) {
    MatchResult block = pattern.matcher(page).results().findFirst().orElseThrow();
    return block.groupCount() < 2
        ? block.group(1)
        : block
            .group(1)
            .replace(
                "/path/to/" + block.group(2), Path.of(block.group(2)).toAbsolutePath().toString());
  }

  /** Names of all that the commands may make. */
  private static Map<String, List<String>> contents(ServerClient client) {
    return Map.of(
        "scopes", sorted(client, "/client-scopes", "name"),
        "default scopes", sorted(client, "/default-default-client-scopes", "name"),
        "optional scopes", sorted(client, "/default-optional-client-scopes", "name"),
        "clients", sorted(client, "/clients", "clientId"),
        "components", sorted(client, "/components", "id"));
  }

  private static List<String> sorted(ServerClient client, String list, String member) {
    List<String> all =
        client.asMaster().get(REALM + list).then().statusCode(200).extract().path(member);
    return all.stream().sorted().toList();
  }

  private static void assertThatUsersRegisterAndLogIn(ServerClient client) {
    register(client, USER).then().statusCode(201);
    String access = login(client, USER).then().statusCode(200).extract().path("access");
    client.as(access).get("/auth/me/").then().statusCode(200).body("username", equalTo(USER));
  }

  private static Response register(ServerClient client, String username) {
    return client
        .anonymous()
        .body(Map.of("username", username, "password", PASSWORD, "email", EMAIL))
        .post("/api/users/");
  }

  private static Response login(ServerClient client, String username) {
    return client
        .anonymous()
        .body(Map.of("username", username, "password", PASSWORD))
        .post("/api/token/");
  }

  /** Returns a token of such a client. */
  private static String assertThatLaterClientsMayAskForReadAndWrite(ServerClient client) {
    client
        .asMaster()
        .body(Map.of("clientId", LATER, "publicClient", true, "directAccessGrantsEnabled", true))
        .post(REALM + "/clients")
        .then()
        .statusCode(201);
    Map<String, String> form =
        Map.of(
            "grant_type", "password",
            "client_id", LATER,
            "username", USER,
            "password", PASSWORD,
            "scope", "openid read");
    // Keycloak refuses a login while it has not let go of the one before.
    String access =
        await()
            .until(
                () ->
                    client
                        .anonymous()
                        .contentType(ContentType.URLENC)
                        .formParams(form)
                        .post("/realms/example/protocol/openid-connect/token"),
                answer -> answer.statusCode() == 200)
            .path("access_token");

    Jwt token = Jwt.of(access);
    assertThat(List.of(token.claim("scope").split(" ", -1)))
        .contains("read")
        .doesNotContain("write");
    assertThat(token.claim("sub")).isNotEmpty();
    assertThat(token.claim("user_id")).matches("\\d+");
    return access;
  }

  private static String emailToldFor(ServerClient client, String access) {
    return client
        .as(access)
        .get("/realms/example/protocol/openid-connect/userinfo")
        .then()
        .statusCode(200)
        .extract()
        .path("email");
  }

  /** For who was logged in before, too. */
  private static void assertThatAddressesAreUniqueAndVerified(ServerClient client, String earlier) {
    register(client, "another").then().statusCode(400).body("email", notNullValue());
    assertThat(emailToldFor(client, earlier)).isNull();
    client.as(earlier).get("/auth/me/").then().statusCode(200).body("email", equalTo(EMAIL));
    login(client, USER).then().statusCode(401).body("code", equalTo("action_required"));

    String user =
        client.asMaster().get(REALM + "/users").then().statusCode(200).extract().path("[0].id");
    Map<String, Object> verified =
        client.asMaster().get(REALM + "/users/" + user).then().extract().path("$");
    verified.put("emailVerified", true);
    verified.put("requiredActions", List.of());
    client.asMaster().body(verified).put(REALM + "/users/" + user).then().statusCode(204);

    login(client, USER).then().statusCode(200);
    assertThat(emailToldFor(client, earlier)).isEqualTo(EMAIL);
  }
}
