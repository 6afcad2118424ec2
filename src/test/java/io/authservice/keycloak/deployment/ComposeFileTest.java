package io.authservice.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docker-compose.yml} promises of the server that it runs. */
class ComposeFileTest {

  private static final Path JAR = Path.of("providers", "keycloak-auth-service.jar");

  @TempDir private Path home;

  private final ComposeFile compose = new ComposeFile();

  private record Outcome(int status, String output) {}

  @BeforeEach
  void layTheFilesOut() throws IOException {
    for (Path file :
        new Path[] {
          JAR,
          Path.of("themes", "auth-service", "theme.properties"),
          Path.of("data", "import", "auth-service-realm.json")
        }) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.createFile(home.resolve(file));
    }
  }

  @Test
  void theMemoryOfTheServerAndTheLogsOfAllHaveAnEnd() {
    assertThat(compose.service("keycloak").at("mem_limit").text()).isEqualTo("${KC_MEMORY:-2g}");
    assertThat(compose.services())
        .allSatisfy(
            service ->
                assertThat(service.at("logging", "options").names())
                    .containsExactlyInAnyOrder("max-size", "max-file"));
  }

  @Test
  void whatIsNeededAtTheFirstStartAloneMayBeEmptyLater() {
    assertThat(compose.required()).containsExactlyInAnyOrder("POSTGRES_PASSWORD", "KC_HOSTNAME");
    // Keycloak refuses a name without a password.
    assertThat(compose.environment(Map.of("POSTGRES_PASSWORD", "secret", "KC_HOSTNAME", "name")))
        .containsEntry("KC_BOOTSTRAP_ADMIN_PASSWORD", "")
        .containsEntry("AUTH_SERVICE_SUPERUSER_PASSWORD", "")
        .doesNotContainKey("KC_BOOTSTRAP_ADMIN_USERNAME");
  }

  @Test
  void everyVariableIsInTheExample() throws IOException {
    String example = Files.readString(Path.of(".env.example"));

    assertThat(compose.variables())
        .allSatisfy(
            name ->
                assertThat(example).containsPattern("(?m)^#?" + Pattern.quote(name) + "=[^ ]*$"));
  }

  @Test
  void everyOptionIsOneOfKeycloaks() {
    assertThat(compose.service("keycloak").at("environment").names())
        .filteredOn(name -> name.startsWith("KC_") && !name.startsWith("KC_SPI_"))
        .isNotEmpty()
        .isSubsetOf(KeycloakOptions.read().variables().keySet());
  }

  @Test
  void theServerStartsOnceItsFilesAreThere() throws Exception {
    assertThat(compose.service("keycloak").at("depends_on", "check", "condition").text())
        .isEqualTo("service_completed_successfully");
    assertThat(compose.service("check").at("restart").text()).isEqualTo("no");
    assertThat(compose.service("check").at("volumes").value())
        .isEqualTo(compose.service("keycloak").at("volumes").value());

    assertThat(check()).isEqualTo(new Outcome(0, ""));
  }

  @Test
  void aServerThatWasNotBuiltDoesNotStart() throws Exception {
    Files.delete(home.resolve(JAR));

    assertThat(check()).isEqualTo(new Outcome(1, JAR + " is missing: run ./mvnw package first.\n"));
  }

  @Test
  void aFileThatNobodyElseMayReadKeepsTheServerFromStarting() throws Exception {
    Files.setPosixFilePermissions(home.resolve(JAR), PosixFilePermissions.fromString("-wx------"));
    assumeTrue(!Files.isReadable(home.resolve(JAR)), "root reads everything");

    Outcome outcome = check();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output()).startsWith(JAR + " cannot be read by user");
  }

  private Outcome check() throws IOException, InterruptedException {
    assumeTrue(Executables.onThePath().find("bash").isPresent(), "no bash");
    String script =
        ComposeFile.script(compose.service("check").at("command"))
            .replace("/opt/keycloak", home.toString());
    Process process = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    return new Outcome(process.waitFor(), output);
  }
}
