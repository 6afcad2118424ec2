package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.server.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AutoClose;

class RealmsOnH2IT extends RealmsContract {

  @AutoClose private final KeycloakServer server;

  RealmsOnH2IT() throws IOException {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    server =
        KeycloakServer.in(
                ServerHome.prepare(
                    files.work().resolve("h2"), ServerContents.of(files).withMetrics()))
            .h2(Files.createTempDirectory(Files.createDirectories(files.work()), "realms-h2"))
            .shortLived()
            .log(files.work().resolve("realms-h2.log"))
            .environment(TestSettings.ENVIRONMENT)
            .start();
  }

  @Override
  KeycloakServer server() {
    return server;
  }
}
