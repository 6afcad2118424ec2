package io.authservice.keycloak.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.theme.Look;
import io.authservice.keycloak.theme.NeedsBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/** Realm administrators look at a service that is to move here. */
@NeedsBrowser
@WithTestServer(second = true)
class AssessmentPageIT {

  private static final String ROUTE = "#/assessment";

  @TempDir private static Path directory;

  private final TestServer server;
  private final Api api;

  AssessmentPageIT(TestServer server) {
    this.server = server;
    this.api = new Api(server);
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
  void aDumpIsLookedAt(Look look) throws IOException {
    Path dump = Files.write(directory.resolve("dump.json"), Dumps.bytes("factors.json"));
    try (Visitor visitor = Visitor.at(server, look, "en", api.superuser(), "#/")) {
      visitor.open(ROUTE);
      visitor.awaitText("Nothing is written.");
      visitor.inspect("assessment");
      visitor.choose("source", "Dump");
      visitor.browser().find(By.name("file")).sendKeys(dump.toString());
      visitor.clickButton("Look");

      visitor.awaitText("What moves");
      visitor.awaitText("pbkdf2_sha256");
      visitor.inspect("assessment-report");
      visitor.assertNothingLeavesTheServer();
    }
  }

  @Test
  void whatIsWrongIsSaidWhereItIs() {
    try (Visitor visitor = Visitor.at(server, Look.DESKTOP_DARK, "en", api.superuser(), ROUTE)) {
      visitor.clickButton("Look");
      visitor.awaitText("This is needed.");
      visitor.type("databaseUrl", "jdbc:postgresql://127.0.0.1:9/none");
      visitor.clickButton("Look");
      visitor.awaitText("The server has no driver for PostgreSQL");
      visitor.choose("source", "Dump");
      visitor
          .browser()
          .find(By.name("file"))
          .sendKeys(Path.of("pom.xml").toAbsolutePath().toString());
      visitor.clickButton("Look");
      visitor.awaitText("The file is no dump of Django");
      visitor.inspect("assessment-refused");
    }
  }

  @Test
  void staffAreRefused() {
    try (Visitor visitor = Visitor.at(server, Look.DESKTOP_LIGHT, "en", api.staff(), "#/")) {
      visitor.awaitText("Home");
      assertThat(visitor.browser().text()).doesNotContain("Move a service");
      visitor.open(ROUTE);
      visitor.awaitText("You may not do this");
    }
  }

  @Test
  void aRealmWithoutTheClientSaysSo() {
    AdminApi admin = new AdminApi(server);
    String client =
        admin.path(
            "/clients/"
                + admin
                    .request()
                    .get(admin.path("/clients?clientId=auth-service-operations"))
                    .path("[0].id"));
    Map<String, Object> before = admin.request().get(client).jsonPath().getMap("");
    admin.request().contentType("application/json").body(changed(before, false)).put(client);
    try (Visitor visitor = Visitor.at(server, Look.DESKTOP_LIGHT, "en", api.superuser(), ROUTE)) {
      visitor.awaitText("This realm has no client auth-service-operations");
    } finally {
      admin.request().contentType("application/json").body(before).put(client);
    }
  }

  private static Map<String, Object> changed(Map<String, Object> client, boolean enabled) {
    Map<String, Object> changed = new LinkedHashMap<>(client);
    changed.put("enabled", enabled);
    return changed;
  }
}
