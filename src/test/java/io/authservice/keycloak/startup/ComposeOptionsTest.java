package io.authservice.keycloak.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.RunServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the pages say is on where a server is started by what comes with it. */
class ComposeOptionsTest {

  @Test
  void dockerComposeHasTheOptionsOfTheRunCommand() throws IOException {
    assertThat(Files.readString(Path.of("docker-compose.yml")))
        .contains("      " + RunServer.LIMIT_ALL_BODIES + ": \"true\"\n")
        .contains("      " + RunServer.ADMIN_ENTRY + ": \"true\"\n");
  }
}
