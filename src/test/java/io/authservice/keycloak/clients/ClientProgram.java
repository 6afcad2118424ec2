package io.authservice.keycloak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that a client is made or run with.
 *
 * @param command the program and its arguments
 * @param environment besides that of the tests
 */
record ClientProgram(List<String> command, Map<String, String> environment) {

  private static final long MINUTES = 5;

  /** An interpreter, by the language's name in {@code -Dclient.libraries}. */
  static String interpreter(String language) {
    return language.equals("python")
        ? System.getProperty("client.python", "python3")
        : System.getProperty("client.node", "node");
  }

  static ClientProgram of(Map<String, String> environment, String... command) {
    return new ClientProgram(List.of(command), environment);
  }

  /** The same program, with these variables as well. */
  ClientProgram with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new ClientProgram(command, Map.copyOf(all));
  }

  /**
   * Runs to the end, which must be a good one.
   *
   * @param scratch where it may leave what it prints
   * @return the lines that it printed
   */
  List<String> run(Path scratch) throws IOException, InterruptedException {
    Path printed = Files.createTempFile(scratch, "printed", ".txt");
    Path complaints = Files.createTempFile(scratch, "complaints", ".txt");
    ProcessBuilder program =
        new ProcessBuilder(command)
            .redirectOutput(printed.toFile())
            .redirectError(complaints.toFile());
    program.environment().putAll(environment);
    Process process = program.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);

    assertThat(ended).as("%s ended by itself", command).isTrue();
    assertThat(process.exitValue())
        .as("%s:%n%s%s", command, Files.readString(printed), Files.readString(complaints))
        .isZero();
    return Files.readAllLines(printed);
  }
}
