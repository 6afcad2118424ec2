package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The project's directory, and what the build laid there for a server.
 *
 * @param project the project's directory
 * @param serverVersion the version of the Keycloak to start
 */
public record ProjectFiles(Path project, String serverVersion) {
  private static final String PROPERTIES = "/project.properties";

  /** As {@code project.properties} names them, which the build fills in. */
  public static ProjectFiles ofTheBuild() {
    Properties properties = new Properties();
    try (InputStream stream = ProjectFiles.class.getResourceAsStream(PROPERTIES)) {
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProjectFiles(
        Path.of(properties.getProperty("directory")), properties.getProperty("server.version"));
  }

  /**
   * Keycloak's unpacked distribution.
   *
   * @throws ServerException when it is missing, as all that follow
   */
  public Path distribution() {
    return existing(work().resolve("dist").resolve("keycloak-" + serverVersion));
  }

  /** The extension's JAR. */
  public Path provider() {
    return existing(project.resolve("target").resolve("keycloak-auth-service.jar"));
  }

  /** The realm template. */
  public Path realm() {
    return existing(project.resolve("realm-export").resolve("auth-service-realm.json"));
  }

  /** Where servers are installed and write their logs; removed by {@code clean}. */
  public Path work() {
    return project.resolve("target").resolve("servers");
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new ServerException(path + " is missing: start by Maven");
    }
    return path;
  }
}
