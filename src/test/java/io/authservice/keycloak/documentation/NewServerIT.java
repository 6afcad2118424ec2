package io.authservice.keycloak.documentation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;

import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.Executables;
import io.authservice.keycloak.server.Ports;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.Sql;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What the page about installing says of a new server, typed as it is printed. */
@Tag("external")
@EnabledIf(
    value = "canRun",
    disabledReason = "no shell to type the page into: sh, sed, curl or openssl is missing")
class NewServerIT {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final String REALM = "/realms/auth-service";
  private static final String ISSUER = "https://auth.example.com" + REALM;

  private static final String CERTIFICATE =
      """
      openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=auth.example.com \
        -keyout auth.example.com.key -out auth.example.com.crt
      """;

  private static final String NGINX =
      """
      daemon off;
      master_process off;
      pid %1$s/nginx.pid;
      error_log %1$s/nginx.log;
      events {}
      http {
      access_log off;
      client_body_temp_path %1$s/nginx-bodies;
      proxy_temp_path %1$s/nginx-answers;
      fastcgi_temp_path %1$s/nginx-none;
      uwsgi_temp_path %1$s/nginx-none;
      scgi_temp_path %1$s/nginx-none;
      %2$s}
      """;

  private final ProjectFiles files = ProjectFiles.ofTheBuild();
  private final int port = Ports.free();
  private final int securePort = Ports.free();
  private final int proxyPort = Ports.free();
  private final int managementPort = Ports.free();
  private final String page = Page.of("docs/install.md").text();

  @TempDir private Path directory;
  private Path keycloak;

  static boolean canRun() {
    return Shell.has("curl", "openssl", "cp");
  }

  @Test
  void runsAsThePageSays() throws Exception {
    keycloak = directory.resolve("keycloak");
    List<String> commands = blocks("sh", "## Into a new server");
    List<String> settings = blocks("properties", "## Into a new server");
    assertThat(commands).hasSize(5);
    assertThat(settings).hasSize(2);
    type(directory, "cp -R " + files.distribution() + " keycloak\n" + CERTIFICATE);

    try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory.resolve("pg"))) {
      new Sql(() -> postgres.connect(EmbeddedPostgresServer.USER))
          .execute(statements(blocks("sql", "## Into a new server").get(0)));
      type(keycloak, commands.get(0));
      configure(settings.get(0), postgres.port());
      type(keycloak, commands.get(1));

      Process first = start(commands.get(2));
      try {
        awaitReady(commands.get(3), first);
        type(keycloak, commands.get(4));
        assertThatTheAdministratorsAreThoseOfThePage();
        if (Executables.onThePath().find("nginx").isPresent()) {
          assertThatTheProxyIsOne();
        }
      } finally {
        end(first);
      }

      configure(withCertificate(settings), postgres.port());
      Process second = start("bin/kc.sh start --optimized\n");
      try {
        awaitReady(commands.get(3), second);
        login("https://localhost:" + securePort, Map.of()).then().statusCode(200);
      } finally {
        end(second);
      }
    }
  }

  /** Blocks of one language below a heading, with what is there in place of what is printed. */
  private List<String> blocks(String language, String heading) {
    String part = page.substring(page.indexOf(heading) + heading.length()).split("\\n## ", 2)[0];
    return BLOCK
        .matcher(part)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> here(block.group(2)))
        .toList();
  }

  private String here(String printed) {
    return printed
        .replace("/path/to/keycloak-auth-service", files.project().toString())
        .replace("/etc/keycloak/", directory + "/")
        .replace("/etc/nginx/", directory + "/")
        .replace("8443", Integer.toString(securePort))
        .replace("listen 443", "listen " + proxyPort)
        .replace("8080", Integer.toString(port))
        .replace("9000", Integer.toString(managementPort));
  }

  private static List<String> statements(String sql) {
    return Arrays.stream(sql.split(";\\s*")).toList();
  }

  /** The second block stands in place of the paragraph that begins likewise. */
  private static String withCertificate(List<String> settings) {
    List<String> paragraphs = new ArrayList<>(List.of(settings.get(0).split("\\n\\n")));
    String beginning = "# The address.";
    assertThat(settings.get(1)).startsWith(beginning);
    paragraphs.replaceAll(
        paragraph -> paragraph.startsWith(beginning) ? settings.get(1) : paragraph);
    return String.join("\n\n", paragraphs);
  }

  private void configure(String settings, int databasePort) throws IOException {
    Files.writeString(
        keycloak.resolve("conf").resolve("keycloak.conf"),
        settings.replace("localhost:5432", "localhost:" + databasePort));
  }

  private void type(Path where, String commands) throws Exception {
    Shell.Outcome outcome =
        new Shell(
                directory,
                Map.of(
                    "HOME",
                    directory.toString(),
                    "KC_OPTS",
                    Shell.kcadmOptions(directory),
                    "JAVA_OPTS_APPEND",
                    "-XX:TieredStopAtLevel=1"))
            .run("set -e\n" + commands, where);
    assertThat(outcome.status()).as(outcome.output()).isZero();
  }

  private Process start(String commands) throws IOException {
    Path script = directory.resolve("start.sh");
    Files.writeString(script, commands.replace("bin/kc.sh", "exec bin/kc.sh"));
    ProcessBuilder shell =
        new ProcessBuilder("sh", script.toString())
            .directory(keycloak.toFile())
            .redirectErrorStream(true)
            .redirectOutput(files.work().resolve("new-server.log").toFile());
    shell.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    return shell.start();
  }

  private void awaitReady(String question, Process server) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              assertThat(server.isAlive()).isTrue();
              Shell.Outcome answer = new Shell(directory, Map.of()).run(question, keycloak);
              return answer.status() == 0 && answer.output().contains("\"status\": \"UP\"");
            });
  }

  private static void end(Process server) throws InterruptedException {
    server.destroy();
    server.waitFor();
  }

  private void assertThatTheAdministratorsAreThoseOfThePage() {
    login("http://localhost:" + port, Map.of()).then().statusCode(200);
    master("operator", "operator-password").then().statusCode(200);
    master("temporary", "temporary-password").then().body("error", equalTo("invalid_grant"));
    assertThat(directory.resolve(".keycloak").resolve("kcadm.config")).doesNotExist();
  }

  /** With the certificate, and with addresses that nobody can make up. */
  private void assertThatTheProxyIsOne() throws Exception {
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(
        configuration, NGINX.formatted(directory, blocks("nginx", "## Behind a proxy").get(0)));
    Process nginx =
        new ProcessBuilder("nginx", "-p", directory.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nginx.output").toFile())
            .start();
    try {
      String proxy = "https://localhost:" + proxyPort;
      await()
          .ignoreExceptions()
          .until(
              () ->
                  given()
                      .relaxedHTTPSValidation()
                      .get(proxy + REALM + "/.well-known/openid-configuration"),
              notNullValue())
          .then()
          .statusCode(200)
          .header("Strict-Transport-Security", notNullValue())
          .body("issuer", equalTo(ISSUER));
      login(proxy, Map.of("X-Forwarded-For", "203.0.113.9")).then().statusCode(200);
      String operator = master("operator", "operator-password").path("access_token");
      given()
          .auth()
          .oauth2(operator)
          .get("http://localhost:" + port + "/admin" + REALM + "/events?type=LOGIN")
          .then()
          .statusCode(200)
          .body("ipAddress", everyItem(equalTo("127.0.0.1")));
    } finally {
      end(nginx);
    }
  }

  private static Response login(String base, Map<String, String> headers) {
    return given()
        .relaxedHTTPSValidation()
        .headers(headers)
        .contentType(ContentType.JSON)
        .body(Map.of("username", "admin", "password", "superuser-password"))
        .post(base + "/api/token/");
  }

  private Response master(String username, String password) {
    return given()
        .formParams(
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                username,
                "password",
                password))
        .post("http://localhost:" + port + "/realms/master/protocol/openid-connect/token");
  }
}
