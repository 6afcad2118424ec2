package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server that is to end before it serves anything. */
public final class WrongStart {

  private WrongStart() {}

  /**
   * What it said.
   *
   * @param name of its files
   * @param environment besides that of the tests
   */
  public static String of(String name, Map<String, String> environment, List<String> options) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    Path log = files.work().resolve(name + ".log");
    Path data = files.work().resolve(name + "-data");
    Map<String, String> variables = new HashMap<>(TestSettings.ENVIRONMENT);
    variables.putAll(environment);
    try {
      FileTrees.delete(data);
      Files.createDirectories(data);
      DatabaseTemplate.of(files).copyTo(data);
      ServerHome home =
          ServerHome.prepare(files.work().resolve("h2"), ServerContents.of(files).withMetrics());
      assertThatExceptionOfType(ServerException.class)
          .isThrownBy(
              () ->
                  KeycloakServer.in(home)
                      .h2(data)
                      .shortLived()
                      .log(log)
                      .environment(variables)
                      .options(options)
                      .start()
                      .stop())
          .withMessageContaining("the server ended with status");
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
