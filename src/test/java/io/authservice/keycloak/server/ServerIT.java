package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithTestServer
class ServerIT {

  @Test
  void servesTheRealm(TestServer server) {
    RestAssured.given()
        .get(server.baseUrl() + "/realms/" + server.realm() + "/.well-known/openid-configuration")
        .then()
        .statusCode(200);
  }

  @Test
  void leavesNoProcessWhenItIsStoppedOrKilled(@TempDir Path data) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    ServerHome home =
        ServerHome.prepare(files.work().resolve("h2"), ServerContents.of(files).withMetrics());
    KeycloakServer server =
        KeycloakServer.in(home)
            .h2(data)
            .log(data.resolve("server.log"))
            .maxHeap("256m")
            .shortLived()
            .start();
    List<ProcessHandle> first = server.processes();
    assertThat(first).isNotEmpty().allMatch(ProcessHandle::isAlive);

    server.stop();
    assertThat(first).noneMatch(ProcessHandle::isAlive);

    server.start();
    List<ProcessHandle> second = server.processes();
    server.kill();
    assertThat(second).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void showsTheLogWhenItCannotStart(@TempDir Path data) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    ServerHome home =
        ServerHome.prepare(files.work().resolve("h2"), ServerContents.of(files).withMetrics());
    KeycloakServer server =
        KeycloakServer.in(home)
            .log(data.resolve("server.log"))
            .options(List.of("--no-such-option=1"))
            .startTimeout(Duration.ofMinutes(1))
            .build();

    assertThatThrownBy(server::start)
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("no-such-option");
    assertThat(server.processes()).isEmpty();
  }
}
