package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The run command: installs the extension into a server, starts it on this machine, and ends with
 * it. A signal to this JVM stops the server first.
 */
public final class RunServer {
  /** What a server that is reached without a proxy needs. */
  public static final String LIMIT_ALL_BODIES =
      "KC_SPI_REALM_RESTAPI_EXTENSION__AUTH_SERVICE__LIMIT_ALL_BODIES";

  /** What leads people who open the server's root or an address of Django's admin. */
  public static final String ADMIN_ENTRY =
      "KC_SPI_REALM_RESTAPI_EXTENSION__AUTH_SERVICE__ADMIN_ENTRY";

  /** What the server says of itself in its log. */
  private static final Pattern ADDRESSES =
      Pattern.compile("E-mail addresses in the realm \\S+: (.*)");

  /** What shows the API on a page to try it out on. */
  private static final String SWAGGER_PAGE =
      "KC_SPI_REALM_RESTAPI_EXTENSION__AUTH_SERVICE__SWAGGER_PAGE";

  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final ProjectFiles files;
  private final RunOptions options;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final AtomicLong lastOutput = new AtomicLong();
  private final AtomicReference<String> addresses = new AtomicReference<>("");

  private RunServer(
      ProjectFiles files, RunOptions options, Map<String, String> environment, PrintStream out) {
    this.files = files;
    this.options = options;
    this.environment = environment;
    this.out = out;
  }

  public static void main(String[] arguments) throws InterruptedException {
    try {
      ProjectFiles files = ProjectFiles.ofTheBuild();
      RunOptions options = RunOptions.parse(List.of(arguments), files.project());
      new RunServer(files, options, System.getenv(), System.out).run();
    } catch (ServerException | UncheckedIOException e) {
      System.err.println("ERROR: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws InterruptedException {
    if (!Ports.isFree(options.port())) {
      throw new ServerException(
          "port " + options.port() + " is in use; choose another by -Dport=PORT");
    }
    DataDirectory data = DataDirectory.open(options.data());
    ServerHome home = prepareHome();
    if (data.superuser().isEmpty()) {
      data.startAfresh();
    }
    FirstSuperuser superuser = FirstSuperuser.plan(data.superuser(), environment);
    Map<String, String> settings =
        new HashMap<>(Map.of(LIMIT_ALL_BODIES, "true", ADMIN_ENTRY, "true", SWAGGER_PAGE, "true"));
    settings.putAll(KeycloakScript.settingsOf(environment));
    settings.putAll(superuser.environment());
    KeycloakServer server =
        KeycloakServer.in(home)
            .port(options.port())
            .log(data.log())
            .h2(data.h2())
            .environment(settings)
            .output(this::print)
            .start();
    awaitQuiet();
    showReady(server, superuser);
    data.keepSuperuser(superuser.name());
    if (!server.awaitEnd()) {
      throw new ServerException("the server ended by itself; its log is " + server.log());
    }
  }

  private ServerHome prepareHome() {
    ServerContents contents = ServerContents.of(files);
    Path themes = files.project().resolve("themes");
    if (Files.isDirectory(themes)) {
      contents = contents.withThemes(themes);
    }
    Path directory = files.work().resolve("run");
    try {
      contents =
          contents
              .withProvidersIn(files.project().resolve("providers"))
              .withProvidersIn(directory.resolve("providers"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the JARs that were laid in", e);
    }
    if (!ServerHome.isBuilt(directory, contents)) {
      out.println("Building the server; this is done again only when the extension changes.");
    }
    return ServerHome.prepare(directory, contents);
  }

  private void print(String line) {
    lastOutput.set(System.nanoTime());
    Matcher note = ADDRESSES.matcher(line);
    if (note.find()) {
      addresses.set(note.group(1));
    }
    out.println(line);
  }

  /** The server still reports on its start when it answers already; our own lines come last. */
  private void awaitQuiet() throws InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - lastOutput.get() < QUIET.toNanos()
        && System.nanoTime() - begin < LONGEST_WAIT.toNanos()) {
      Thread.sleep(50);
    }
  }

  private void showReady(KeycloakServer server, FirstSuperuser superuser) {
    out.println();
    out.println("Ready.");
    out.println("  API             " + server.baseUrl());
    out.println("  Administration  " + server.baseUrl() + "/admin/");
    if (!addresses.get().isEmpty()) {
      out.println("  E-mails         " + addresses.get());
    }
    out.println("  Superuser       " + superuser.name());
    superuser
        .generatedPassword()
        .ifPresent(password -> out.println("  Password        " + password + "  (shown only now)"));
    out.println("Ctrl-C stops the server.");
    out.flush();
  }
}
