package io.authservice.keycloak.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Keycloak server in processes of its own. It may be started again after it was stopped or
 * killed, on the same port. It does not outlive this JVM.
 */
public final class KeycloakServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final ServerHome home;
  private final List<String> options;
  private final Map<String, String> environment;
  private final List<String> jvmOptions;
  private final String host;
  private final int port;
  private final String relativePath;
  private final int managementPort;
  private final String cache;
  private final Path log;
  private final Duration startTimeout;
  private final Consumer<String> output;
  private final Thread hook = new Thread(this::stop, "stop-server");

  private volatile @Nullable Process process;
  private volatile boolean stopping;

  private KeycloakServer(Builder builder) {
    home = builder.home;
    options = List.copyOf(builder.options);
    environment = Map.copyOf(builder.environment);
    jvmOptions = List.copyOf(builder.jvmOptions);
    host = builder.host;
    port = builder.port == 0 ? Ports.free() : builder.port;
    relativePath = builder.relativePath;
    managementPort = Ports.free();
    cache = builder.cache;
    log = builder.log != null ? builder.log : home.directory().resolve("server-" + port + ".log");
    startTimeout = builder.startTimeout;
    output = builder.output;
  }

  public static Builder in(ServerHome home) {
    return new Builder(home);
  }

  /**
   * Returns when the server answers requests.
   *
   * @throws ServerException when it ends or the time is over before; the message ends with the
   *     log's last lines, and no process is left
   */
  public KeycloakServer start() {
    if (isAlive()) {
      throw new IllegalStateException("already started");
    }
    stopping = false;
    try {
      Process started = command().start();
      process = started;
      started.getOutputStream().close();
      Runtime.getRuntime().addShutdownHook(hook);
      BufferedWriter writer = Files.newBufferedWriter(log, StandardCharsets.UTF_8);
      Thread pump = new Thread(() -> copyOutput(started, writer), "server-output");
      pump.setDaemon(true);
      pump.start();
      new Readiness(started, baseUrl(), managementPort).await(startTimeout);
      return this;
    } catch (IOException e) {
      kill();
      throw new UncheckedIOException("cannot start the server", e);
    } catch (ServerException e) {
      kill();
      throw new ServerException(e.getMessage() + ":\n" + LogTail.of(log));
    }
  }

  /** Scheme, host, port and the relative path, without a slash at the end. */
  public String baseUrl() {
    return "http://" + host + ":" + port + relativePath;
  }

  public int port() {
    return port;
  }

  /** Where health checks answer. */
  public int managementPort() {
    return managementPort;
  }

  /** What the server printed since it was last started. */
  public Path log() {
    return log;
  }

  public boolean isAlive() {
    Process current = process;
    return current != null && current.isAlive();
  }

  /**
   * How the server ended, with the last lines of its log; empty while it runs.
   *
   * @param patience how long to wait for an end that may be on its way
   */
  public Optional<String> end(Duration patience) {
    Process current = process;
    if (current == null) {
      return Optional.empty();
    }
    try {
      return current.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(
              "the server ended with status "
                  + current.exitValue()
                  + "; its log "
                  + log
                  + " says:\n"
                  + LogTail.of(log))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while the server may have been ending", e);
    }
  }

  /** The server's processes at this moment; empty when it does not run. */
  public List<ProcessHandle> processes() {
    Process current = process;
    return current == null || !current.isAlive() ? List.of() : ProcessTree.of(current).processes();
  }

  /** Waits until the server ends; tells whether it was asked to. */
  boolean awaitEnd() throws InterruptedException {
    Process current = process;
    if (current != null) {
      current.waitFor();
    }
    return stopping;
  }

  /** Lets the server finish its work; returns when no process is left. */
  public void stop() {
    Process current = process;
    stopping = true;
    if (current == null || !current.isAlive()) {
      return;
    }
    ProcessTree tree = ProcessTree.of(current);
    // The process's own destroy() would close its output, and with it the last lines of the log.
    current.toHandle().destroy();
    try {
      current.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tree.kill();
    ShutdownHooks.remove(hook);
  }

  /** Ends the server as a power cut would; returns when no process is left. */
  public void kill() {
    Process current = process;
    stopping = true;
    if (current != null) {
      ProcessTree.of(current).kill();
      ShutdownHooks.remove(hook);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private ProcessBuilder command() {
    List<String> arguments = new ArrayList<>(List.of("start", "--optimized", "--import-realm"));
    arguments.add("--http-enabled=true");
    arguments.add("--http-host=" + host);
    arguments.add("--http-port=" + port);
    arguments.add("--http-management-port=" + managementPort);
    arguments.add("--hostname-strict=false");
    arguments.add("--cache=" + cache);
    arguments.add("--shutdown-delay=0");
    // Each question whether the server is ready yet would make a line.
    arguments.add("--log-level=info,io.smallrye.health:error");
    arguments.addAll(options);
    ProcessBuilder command = home.script().command(arguments);
    command.environment().putAll(environment);
    if (!jvmOptions.isEmpty()) {
      command.environment().put(KeycloakScript.JVM_OPTIONS, String.join(" ", jvmOptions));
    }
    Coverage.extendTo(command.environment());
    return command;
  }

  private void copyOutput(Process from, BufferedWriter to) {
    try (BufferedWriter writer = to;
        BufferedReader reader = from.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        writer.write(line);
        writer.newLine();
        writer.flush();
        output.accept(line);
      }
    } catch (IOException e) {
      // A killed process closes its output in mid-line; nobody waits for the rest.
      output.accept("(the server's output ended: " + e.getMessage() + ")");
    }
  }

  /** Options that are not given have values fit for tests. */
  public static final class Builder {
    private final ServerHome home;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private String host = "localhost";
    private int port;
    private String relativePath = "";
    private String cache = "local";
    private @Nullable Path log;
    private Duration startTimeout = Duration.ofMinutes(3);
    private Consumer<String> output = line -> {};

    private Builder(ServerHome home) {
      this.home = home;
    }

    /**
     * Adds options of {@code kc.sh start}. Other users of the machine see them: no secrets here.
     */
    public Builder options(List<String> more) {
      options.addAll(more);
      return this;
    }

    /** Adds variables to the environment. The values may be secret. */
    public Builder environment(Map<String, String> more) {
      environment.putAll(more);
      return this;
    }

    /** Keeps the H2 database in this directory. Without it, it lies in the server's home. */
    public Builder h2(Path directory) {
      return environment(
          Map.of(
              "KC_DB_URL",
              "jdbc:h2:file:"
                  + directory.toAbsolutePath().resolve("keycloakdb")
                  + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=0"));
    }

    public Builder database(String jdbcUrl, String user, String password) {
      return environment(
          Map.of("KC_DB_URL", jdbcUrl, "KC_DB_USERNAME", user, "KC_DB_PASSWORD", password));
    }

    /**
     * @param size as the JVM's {@code -Xmx} has it, such as {@code 512m}
     */
    public Builder maxHeap(String size) {
      return environment(Map.of("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx" + size));
    }

    /** Starts in half the processor time, and is slower at its best: not where time is measured. */
    public Builder shortLived() {
      jvmOptions.addAll(KeycloakScript.SHORT_LIVED);
      return this;
    }

    /** A free one is taken when none is given. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /**
     * Where the server was built to serve its resources; its management interface stays at the
     * root.
     *
     * @param value with a slash at its beginning and none at its end
     */
    public Builder relativePath(String value) {
      relativePath = value;
      return this;
    }

    /** One node of several, which find each other by their database. */
    public Builder clustered() {
      cache = "ispn";
      // By default it listens 50 000 above, and the ports of tests begin at 20 000.
      jvmOptions.add("-Djgroups.fd.port-offset=20000");
      return options(
          List.of(
              "--cache-embedded-network-bind-address=127.0.0.1",
              "--cache-embedded-network-bind-port=" + Ports.free()));
    }

    public Builder log(Path file) {
      log = file;
      return this;
    }

    public Builder startTimeout(Duration value) {
      startTimeout = value;
      return this;
    }

    /** Gets each line the server prints, on another thread. */
    Builder output(Consumer<String> value) {
      output = value;
      return this;
    }

    public KeycloakServer build() {
      return new KeycloakServer(this);
    }

    public KeycloakServer start() {
      return build().start();
    }
  }
}
