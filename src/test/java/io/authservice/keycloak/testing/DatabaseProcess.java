package io.authservice.keycloak.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The programs of a database server, which write what they say into one file. */
final class DatabaseProcess {

  private final Process process;

  private DatabaseProcess(Process process) {
    this.process = process;
  }

  /** Starts a server that ends with the tests at the latest. */
  static DatabaseProcess start(Path log, List<String> command) {
    Process process = spawn(log, command);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new DatabaseProcess(process);
  }

  /** Runs a program to its end, which must be a good one. */
  static void run(Path log, List<String> command) {
    if (status(log, command) != 0) {
      throw new IllegalStateException(command + " did not end well, see " + log);
    }
  }

  static int status(Path log, List<String> command) {
    try {
      return spawn(log, command).waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void stop() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process spawn(Path log, List<String> command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
