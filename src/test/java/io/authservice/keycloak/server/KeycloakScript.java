package io.authservice.keycloak.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A call of the distribution's {@code bin/kc.sh} or {@code bin\kc.bat}. */
final class KeycloakScript {
  /** Names the variable whose JVM options come after the script's own. */
  static final String JVM_OPTIONS = "JAVA_OPTS_APPEND";

  /**
   * For a JVM that lives a minute: without the compiler for code that runs long, without threads
   * that collect garbage beside it, and without looking through classes that javac has just made,
   * it starts with less than half the processor time.
   */
  static final List<String> SHORT_LIVED =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:-UseG1GC",
          "-XX:+UseSerialGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  private final Path home;

  KeycloakScript(Path home) {
    this.home = home;
  }

  /**
   * A process that has the environment of this one, but for settings of Keycloak and the extension.
   */
  ProcessBuilder command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(isWindows() ? "kc.bat" : "kc.sh").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(KeycloakScript::isSetting);
    return builder;
  }

  /** Runs to the end, the output in {@code log}. */
  int run(List<String> arguments, Path log) throws IOException, InterruptedException {
    ProcessBuilder command = command(arguments).redirectOutput(log.toFile());
    command.environment().put(JVM_OPTIONS, String.join(" ", SHORT_LIVED));
    Process process = command.start();
    Thread hook = new Thread(() -> ProcessTree.of(process).kill(), "end-script");
    Runtime.getRuntime().addShutdownHook(hook);
    process.getOutputStream().close();
    try {
      return process.waitFor();
    } finally {
      ProcessTree.of(process).kill();
      ShutdownHooks.remove(hook);
    }
  }

  /** The settings that {@link #command} leaves out. */
  static Map<String, String> settingsOf(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(entry -> isSetting(entry.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isSetting(String variable) {
    return variable.startsWith("KC_")
        || variable.startsWith("KEYCLOAK_")
        || variable.startsWith("AUTH_SERVICE_")
        || variable.startsWith("JAVA_OPTS");
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
