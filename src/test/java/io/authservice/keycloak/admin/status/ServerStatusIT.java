package io.authservice.keycloak.admin.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.ServiceAccount;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What administrators are told of a realm that is set up as the template is. */
@WithTestServer
class ServerStatusIT {

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final String path;

  ServerStatusIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
    path = admin.path("/auth-service/status");
  }

  @Test
  void tellsHowTheExtensionFares() {
    JsonPath status = admin.request().get(path).then().statusCode(200).extract().body().jsonPath();

    assertThat(status.<String, Object>getMap("").keySet())
        .containsExactly(
            "version", "keycloak", "realm", "databases", "old_tokens", "imports", "limits");
    assertThat(status.getString("version")).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
    assertThat(status.getString("keycloak")).startsWith("26.");
    assertThat(status.<String, Object>getMap("realm"))
        .isEqualTo(
            Map.of(
                "name",
                server.realm(),
                "serves",
                true,
                "missing",
                Map.of(
                    "storage", false,
                    "clients", List.of(),
                    "client_scopes", List.of(),
                    "profile_attributes", List.of())));
    assertThat(status.<Map<String, Object>>getList("databases"))
        .containsExactly(
            Map.of(
                "component",
                "auth-service-users-001",
                "bridged",
                false,
                "reachable",
                true,
                "missing_indexes",
                List.of()));
    assertThat(status.<Object>getList("old_tokens")).isEmpty();
    assertThat(status.<String, Object>getMap("limits"))
        .hasSize(8)
        .containsEntry("throttle-mail", "20/hour")
        .containsEntry("throttle-mail-address", "5/hour")
        .containsEntry("throttle-token", null)
        .containsEntry("max-body-bytes", 4194304);
  }

  @Test
  void tellsOfImportsWithoutWhatTheyFoundWrong() {
    admin.importDump(
        "[]"
            .replace(
                "[]",
                "[{\"model\":\"auth.group\",\"pk\":4711,\"fields\":"
                    + "{\"name\":\""
                    + Api.newName()
                    + "\",\"permissions\":[]}}]"));

    admin
        .request()
        .get(path)
        .then()
        .body("imports[0].state", equalTo("finished"))
        .body("imports[0]", hasKey("users"))
        .body("imports[0].problems", equalTo(null))
        .body("imports[0].options", equalTo(null));
  }

  @Test
  void isForThoseWhoSeeTheRealmsSettings() {
    admin
        .as(ServiceAccount.with(admin, server.realm(), "view-realm").token())
        .get(path)
        .then()
        .statusCode(200);
    admin
        .as(ServiceAccount.with(admin, server.realm(), "view-users").token())
        .get(path)
        .then()
        .statusCode(403)
        .body("code", equalTo("permission_denied"));
    admin.as(admin.adminToken(api.superuser())).get(path).then().statusCode(200);
    admin.as(admin.adminToken(api.staff())).get(path).then().statusCode(403);
    admin.as(api.user().access()).get(path).then().statusCode(403);
    admin.request().queryParam("verbose", "1").get(path).then().statusCode(400);
  }
}
