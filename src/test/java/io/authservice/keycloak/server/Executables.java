package io.authservice.keycloak.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where programs that a test needs and a machine may lack are looked for. */
public record Executables(String directories) {

  /**
   * The directories that the system property lists as the PATH does; none if it is set and empty.
   *
   * @param fallback the directories where the property is not set
   */
  public static Executables in(String property, String fallback) {
    return new Executables(System.getProperty(property, fallback));
  }

  public static Executables onThePath() {
    return new Executables(System.getenv().getOrDefault("PATH", ""));
  }

  public Optional<Path> find(String name) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(directories)
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
