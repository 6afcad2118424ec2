package io.authservice.keycloak.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that drives a client library, and prints a line for each step it has done.
 *
 * <p>It is run where {@code -Dclient.libraries} names what it needs, such as {@code python,node};
 * then that must be installed. {@code -Dclient.python} and {@code -Dclient.node} name the programs.
 *
 * @param file in Python, JavaScript or Java, as its name ends
 * @param needs what it needs, as {@code client.libraries} calls it
 */
record LibraryScript(Path file, String needs) {

  /** Where the scripts are, and what is installed for them. */
  static final Path SOURCES = Path.of("src/test/clients").toAbsolutePath();

  /** For {@link org.junit.jupiter.api.condition.EnabledIf}. */
  static boolean areAskedFor() {
    return !System.getProperty("client.libraries", "").isBlank();
  }

  static boolean areAskedFor(String needs) {
    return List.of(System.getProperty("client.libraries", "").split(",")).contains(needs);
  }

  /** The classes of {@code src/test/clients/java}, and of the libraries in Java. */
  static String javaClasses() {
    Path target = SOURCES.resolve("java/target");
    return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*";
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * The lines that it prints; fails if it does, skips the test if it is not asked for.
   *
   * @param directory for what it prints
   */
  List<String> run(Map<String, String> settings, Path directory)
      throws IOException, InterruptedException {
    assumeTrue(
        areAskedFor(needs),
        () -> file + " is not asked for: -Dclient.libraries does not name " + needs);
    return new ClientProgram(command(), settings)
        .with(Map.of("PYTHONDONTWRITEBYTECODE", "1")).run(directory).stream()
            .filter(line -> line.startsWith("ok "))
            .toList();
  }

  private List<String> command() {
    String name = file.toString();
    if (name.endsWith(".py")) {
      return List.of(ClientProgram.interpreter("python"), name);
    }
    if (name.endsWith(".java")) {
      return List.of(java(), "-XX:TieredStopAtLevel=1", "-cp", javaClasses(), name);
    }
    return List.of(ClientProgram.interpreter("node"), name);
  }
}
