package io.authservice.keycloak.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A shell that commands of the pages are typed into.
 *
 * @param scratch for its own files
 * @param environment besides that of the tests
 */
record Shell(Path scratch, Map<String, String> environment) {

  private static final long MINUTES = 5;

  /**
   * Options of {@code kcadm.sh}, of which a page types dozens: it keeps its login in a directory of
   * the test's own, and starts as quickly as a JVM can.
   */
  static String kcadmOptions(Path directory) {
    return "-Duser.home=" + directory + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";
  }

  static boolean has(String... programs) {
    return Stream.concat(Stream.of("sh", "sed"), Stream.of(programs))
        .allMatch(program -> Executables.onThePath().find(program).isPresent());
  }

  /** What a command said, and how it ended. */
  record Outcome(String output, int status) {}

  /** Runs a script in a directory, to its end. */
  Outcome run(String script, Path directory) throws IOException, InterruptedException {
    Path commands = scratch.resolve("commands.sh");
    Path output = scratch.resolve("output");
    Files.writeString(commands, script);
    ProcessBuilder shell =
        new ProcessBuilder("sh", commands.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().putAll(environment);
    Process process = shell.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("the commands end: %s", Files.readString(output)).isTrue();
    return new Outcome(Files.readString(output), process.exitValue());
  }
}
