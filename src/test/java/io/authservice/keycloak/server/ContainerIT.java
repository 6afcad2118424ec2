package io.authservice.keycloak.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.MountableFile;

/** The extension in Keycloak's own image. */
class ContainerIT {

  @Test
  void servesTheRealm() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "no container engine answers, so that Keycloak's image is not tried");
    ProjectFiles files = ProjectFiles.fromSystemProperties();
    try (KeycloakContainer container =
        new KeycloakContainer("keycloak/keycloak:" + files.serverVersion())) {
      container
          .withProviderLibsFrom(List.of(files.provider().toFile()))
          .withCopyFileToContainer(
              MountableFile.forHostPath(files.realm()),
              "/opt/keycloak/data/import/" + files.realm().getFileName())
          .withCustomCommand("--import-realm")
          .withEnv(FirstSuperuser.USERNAME, TestSettings.SUPERUSER_NAME)
          .withEnv(FirstSuperuser.PASSWORD, TestSettings.SUPERUSER_PASSWORD)
          .withEnv(FirstSuperuser.EMAIL, "root@example.com")
          .start();

      RestAssured.given()
          .get(
              container.getAuthServerUrl().replaceFirst("/+$", "")
                  + "/realms/"
                  + TestSettings.REALM
                  + "/.well-known/openid-configuration")
          .then()
          .statusCode(200);
    }
  }
}
