package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dasniko.testcontainers.keycloak.ExtendableKeycloakContainer;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.MountableFile;

/**
 * The extension in Keycloak's own image. {@code -Dcontainer.engine=none} says that no engine is to
 * be looked for.
 */
@Tag("external")
class ContainerIT {

  private final ProjectFiles files = ProjectFiles.ofTheBuild();

  @Test
  void servesTheRealm() {
    assumeTrue(isEngineThere(), "no container engine answers: Keycloak's image is not tried");
    try (Image container = new Image(files)) {
      container.start();

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

  /** Keycloak ends at once if it is given an option twice. */
  @Test
  void givesTheServerEachOptionOnce() {
    try (Image container = new Image(files)) {
      assertThat(container.commandLine()).containsExactly("start-dev", "--import-realm");
    }
  }

  private static boolean isEngineThere() {
    return !System.getProperty("container.engine", "").equals("none")
        && DockerClientFactory.instance().isDockerAvailable();
  }

  /** A container with the JAR, the realm and a superuser; it needs an engine only to start. */
  private static final class Image extends ExtendableKeycloakContainer<Image> {

    private Image(ProjectFiles files) {
      super("keycloak/keycloak:" + files.serverVersion());
      // The library itself adds the option that imports the realm.
      withProviderLibsFrom(List.of(files.provider().toFile()));
      withCopyFileToContainer(
          MountableFile.forHostPath(files.realm()),
          "/opt/keycloak/data/import/" + files.realm().getFileName());
      withEnv(FirstSuperuser.USERNAME, TestSettings.SUPERUSER_NAME);
      withEnv(FirstSuperuser.PASSWORD, TestSettings.SUPERUSER_PASSWORD);
      withEnv(FirstSuperuser.EMAIL, "root@example.com");
    }

    /** The library's own asks the engine for the image's name. */
    @Override
    protected Logger logger() {
      return LoggerFactory.getLogger(Image.class);
    }

    private List<String> commandLine() {
      configure();
      return List.of(getCommandParts());
    }
  }
}
