package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * The H2 database as a server leaves it that was started once with the settings of tests: with all
 * tables, the realm and its first superuser. A server that begins with a copy need not make them,
 * which is half of a first start's work.
 */
final class DatabaseTemplate {
  private static final String FINGERPRINT = "database-fingerprint";

  private final Path directory;

  private DatabaseTemplate(Path directory) {
    this.directory = directory;
  }

  /** Of the server that most tests use; made anew when the extension or the realm has changed. */
  static synchronized DatabaseTemplate of(ProjectFiles files) {
    ServerContents contents = ServerContents.of(files).withMetrics();
    Path directory = files.work().resolve("database-template");
    Path fingerprint = files.work().resolve(FINGERPRINT);
    try {
      String wanted =
          String.join(
              "\n",
              contents.fingerprint(),
              new TreeMap<>(TestSettings.ENVIRONMENT).toString(),
              Files.readString(contents.realm(), StandardCharsets.UTF_8));
      if (!Files.exists(fingerprint) || !Files.readString(fingerprint).equals(wanted)) {
        make(ServerHome.prepare(files.work().resolve("h2"), contents), directory);
        Files.writeString(fingerprint, wanted);
      }
      return new DatabaseTemplate(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the template of databases", e);
    }
  }

  /**
   * @param target a directory that holds no database yet; it is made if need be
   */
  void copyTo(Path target) {
    try {
      FileTrees.copy(directory, target, file -> false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(ServerHome home, Path directory) throws IOException {
    FileTrees.delete(directory);
    Files.createDirectories(directory);
    KeycloakServer.in(home)
        .h2(directory)
        .log(directory.resolveSibling("database-template.log"))
        .environment(TestSettings.ENVIRONMENT)
        .shortLived()
        .start()
        .stop();
  }
}
