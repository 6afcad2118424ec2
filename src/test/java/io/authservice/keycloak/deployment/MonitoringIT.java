package io.authservice.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the dashboard and the alerts ask Keycloak for is measured by this Keycloak. */
@WithTestServer
class MonitoringIT {

  private final TestServer server;

  MonitoringIT(TestServer server) {
    this.server = server;
  }

  @Test
  void keycloakMeasuresWhatThePageSays() {
    String metrics = server.metrics().orElseThrow().text();

    assertThat(MonitoringFilesTest.keycloaks())
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(metrics).containsPattern("(?m)^" + Pattern.quote(name) + "[{ ]"));
  }
}
