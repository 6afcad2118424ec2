package io.authservice.keycloak.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that openapi-generator makes of the OpenAPI document as the server tells it. They are
 * told of no address but the document's.
 *
 * <p>They are made where {@code -Dclient.generator} names the generator's JAR, and run by what
 * {@link ClientLibrariesIT} is told of. TypeScript's compiler is the one that checks the scripts of
 * the administrators' page.
 */
@Tag("external")
@EnabledIf(
    value = "isAskedFor",
    disabledReason = "no generator of clients: -Dclient.generator names none")
@WithTestServer(second = true)
class GeneratedClientsIT {

  private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
  private static final Path COMPILER =
      Path.of("src/test/console/node_modules/typescript/bin/tsc").toAbsolutePath();

  private static final List<String> STEPS =
      List.of("ok login", "ok list", "ok creation", "ok validation error", "ok refusal");

  private final Api api;
  @TempDir private Path directory;

  GeneratedClientsIT(TestServer server) {
    api = new Api(server);
  }

  private static boolean isAskedFor() {
    return !System.getProperty("client.generator", "").isBlank();
  }

  @Test
  void oneInTypeScriptCompilesAndRuns() throws Exception {
    requireLanguage("node");
    assertThat(generator("validate", "-i", document("json")))
        .contains("No validation issues detected.");
    generate("typescript-fetch", document("json"), "importFileExtension=.js");
    Files.copy(SCRIPTS.resolve("generated_client.ts"), directory.resolve("generated_client.ts"));
    Files.copy(
        SCRIPTS.resolve("generated_client.tsconfig.json"), directory.resolve("tsconfig.json"));
    Files.writeString(directory.resolve("package.json"), "{\"type\": \"module\"}");
    String node = ClientProgram.interpreter("node");
    ClientProgram.of(Map.of(), node, COMPILER.toString(), "-p", directory.toString())
        .run(directory);

    assertThat(run(Map.of(), node, directory.resolve("js/generated_client.js"))).isEqualTo(STEPS);
  }

  @Test
  void oneInPythonRuns() throws Exception {
    requireLanguage("python");
    generate("python-pydantic-v1", document("yaml"), "packageName=generated");

    assertThat(
            run(
                Map.of(
                    "PYTHONPATH",
                    directory.resolve("client").toString(),
                    "PYTHONDONTWRITEBYTECODE",
                    "1"),
                ClientProgram.interpreter("python"),
                SCRIPTS.resolve("generated_client.py")))
        .isEqualTo(STEPS);
  }

  private static void requireLanguage(String language) {
    assumeTrue(
        List.of(System.getProperty("client.libraries", "").split(",")).contains(language),
        () -> "-Dclient.libraries does not name " + language);
  }

  /** The document, in a file. */
  private String document(String format) throws IOException {
    Path file = directory.resolve("openapi." + format);
    Files.writeString(
        file,
        api.anonymous()
            .queryParam("format", format)
            .get("/api/schema/")
            .then()
            .statusCode(200)
            .extract()
            .asString());
    return file.toString();
  }

  private void generate(String language, String document, String property) throws Exception {
    generator(
        "generate",
        "-g",
        language,
        "-i",
        document,
        "-o",
        directory.resolve("client").toString(),
        "--additional-properties=" + property);
  }

  private List<String> generator(String... arguments) throws Exception {
    String java = ProcessHandle.current().info().command().orElse("java");
    String[] command = {
      java, "-XX:TieredStopAtLevel=1", "-jar", System.getProperty("client.generator")
    };
    String[] whole = Arrays.copyOf(command, command.length + arguments.length);
    System.arraycopy(arguments, 0, whole, command.length, arguments.length);
    return ClientProgram.of(Map.of(), whole).run(directory);
  }

  /** The lines that the client prints. */
  private List<String> run(Map<String, String> environment, String interpreter, Path script)
      throws Exception {
    User user = api.user();
    return new ClientProgram(List.of(interpreter, script.toString()), environment)
        .with(
            Map.of(
                "USER_NAME", user.username(),
                "USER_PASSWORD", user.password(),
                "NEW_USER_NAME", Api.newName()))
        .run(directory);
  }
}
