package io.authservice.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.Executables;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A server with the environment that {@code docker-compose.yml} gives it, but without Docker. */
@Tag("external")
@EnabledIf(value = "canRun", disabledReason = "no shell for the health check: bash is missing")
class ComposeIT {

  private static final String ADDRESS = "https://auth.example.com/auth";

  /** Whoever has removed the passwords, and serves it all below a path. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "POSTGRES_PASSWORD", "unused",
          "KC_HOSTNAME", ADDRESS,
          "KC_HTTP_RELATIVE_PATH", "/auth");

  @TempDir private Path directory;

  private final ComposeFile compose = new ComposeFile();

  static boolean canRun() {
    return Executables.onThePath().find("bash").isPresent();
  }

  @Test
  void startsWithoutThePasswordsOfTheFirstStartAndIsHealthyBelowAPath() throws Exception {
    Map<String, String> environment = new HashMap<>(compose.environment(VARIABLES));
    try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory)) {
      postgres.createDatabase("keycloak");
      environment.put("KC_DB_URL", postgres.jdbcUrl("keycloak"));
      environment.put("KC_DB_USERNAME", EmbeddedPostgresServer.USER);
      KeycloakServer server = build(environment);
      try (server) {
        server.start();

        RestAssured.given()
            .get(server.baseUrl() + "/realms/auth-service/.well-known/openid-configuration")
            .then()
            .statusCode(200)
            .body("issuer", Matchers.equalTo(ADDRESS + "/realms/auth-service"));
        assertThat(healthCheck(server)).isZero();
      }
      assertThat(healthCheck(server)).isNotZero();
    }
  }

  /** What is fixed when the server is built is given to the build. */
  private KeycloakServer build(Map<String, String> environment) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    Map<String, Boolean> variables = KeycloakOptions.read().variables();
    List<String> options =
        environment.keySet().stream()
            .filter(name -> variables.getOrDefault(name, false))
            .sorted()
            .map(name -> option(name) + "=" + environment.get(name))
            .toList();
    return KeycloakServer.in(
            ServerHome.prepare(
                files.work().resolve("compose"),
                ServerContents.of(files).withBuildOptions(options)))
        .relativePath("/auth")
        .environment(environment)
        .shortLived()
        .log(files.work().resolve("compose.log"))
        .build();
  }

  private static String option(String variable) {
    return "--" + variable.substring("KC_".length()).toLowerCase().replace('_', '-');
  }

  private int healthCheck(KeycloakServer server) throws IOException, InterruptedException {
    String script =
        ComposeFile.script(compose.service("keycloak").at("healthcheck", "test"))
            .replace("/9000", "/" + server.managementPort());
    return new ProcessBuilder("bash", "-c", script).start().waitFor();
  }
}
