package io.authservice.keycloak.server;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the build made and the server needs, named by the {@code server.*} system properties that
 * pom.xml sets for the run command and the integration tests.
 *
 * @param serverVersion Keycloak's version
 * @param distribution Keycloak's unpacked distribution
 * @param provider the extension's JAR
 * @param realm the realm template
 * @param work where servers are installed and write their logs; removed by {@code clean}
 */
public record ProjectFiles(
    String serverVersion, Path distribution, Path provider, Path realm, Path work) {

  /**
   * @throws ServerException when a property or a file it names is missing
   */
  public static ProjectFiles fromSystemProperties() {
    return new ProjectFiles(
        property("server.version"),
        existing("server.distribution"),
        existing("server.provider"),
        existing("server.realm"),
        Path.of(property("server.work")));
  }

  private static Path existing(String property) {
    Path path = Path.of(property(property));
    if (!Files.exists(path)) {
      throw new ServerException(path + " is missing (property " + property + ")");
    }
    return path;
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new ServerException("the system property " + name + " is not set: start by Maven");
    }
    return value;
  }
}
