package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops processes where they are, and lets them go on. */
public final class Signals {

  private Signals() {}

  /**
   * Sends one.
   *
   * @param name such as {@code STOP}
   */
  public static void send(String name, ProcessHandle process) {
    try {
      // The shell's own: not every machine has the program.
      int status =
          new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
      if (status != 0 && process.isAlive()) {
        throw new ServerException("cannot signal " + process.pid() + ": status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while a process was signalled", e);
    }
  }
}
