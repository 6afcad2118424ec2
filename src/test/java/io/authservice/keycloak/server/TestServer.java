package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server the tests talk to: one of ours on H2, or a running one that the system properties
 * {@code contract.baseUrl}, {@code contract.superuser} (name:password) and, if it is not the
 * default, {@code contract.realm} name.
 */
public final class TestServer implements SharedServer {
  private static final String BASE_URL = "contract.baseUrl";

  private final String baseUrl;
  private final String realm;
  private final String superuserName;
  private final String superuserPassword;
  private final Optional<KeycloakServer> own;
  private final KeptToken masterToken = new KeptToken();

  private TestServer(
      String baseUrl,
      String realm,
      String superuserName,
      String superuserPassword,
      Optional<KeycloakServer> own) {
    this.baseUrl = baseUrl;
    this.realm = realm;
    this.superuserName = superuserName;
    this.superuserPassword = superuserPassword;
    this.own = own;
  }

  /**
   * @param name of its files, if it is one of ours
   */
  static TestServer start(String name) {
    return isGiven() ? running(System.getProperty(BASE_URL)) : startFresh(name);
  }

  /** Whether a running one is named. */
  static boolean isGiven() {
    return !System.getProperty(BASE_URL, "").isBlank();
  }

  static TestServer running(String url) {
    String[] superuser = System.getProperty("contract.superuser", "").split(":", 2);
    if (superuser.length != 2) {
      throw new ServerException("contract.baseUrl needs contract.superuser=name:password");
    }
    return new TestServer(
        url.replaceFirst("/+$", ""),
        System.getProperty("contract.realm", TestSettings.REALM),
        superuser[0],
        superuser[1],
        Optional.empty());
  }

  /** The first of most runs: a template of its database would be made for it alone. */
  private static TestServer startFresh(String name) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    return start(files, home(files), name, emptyData(files, name), "", List.of());
  }

  /** A second server on the same build, with options of its own; close it after the tests. */
  public static TestServer startWith(String name, List<String> options) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    Path data = emptyData(files, name);
    DatabaseTemplate.of(files).copyTo(data);
    return start(files, home(files), name, data, "", options);
  }

  /**
   * The running one that is named, whose options are as they are, or else one as of {@link
   * #startWith}; close it after the tests.
   */
  public static TestServer givenOrStartWith(String name, List<String> options) {
    return isGiven() ? running(System.getProperty(BASE_URL)) : startWith(name, options);
  }

  /**
   * A server of a build of its own that serves everything below a path, and no metrics; close it
   * after the tests.
   *
   * @param path with a slash at its beginning and none at its end
   */
  public static TestServer startBelow(String path, String name, List<String> options) {
    return startBuilt(
        List.of("--http-relative-path=" + path, "--http-management-relative-path=/"),
        path,
        name,
        options);
  }

  /**
   * A server of a build of its own, without metrics; close it after the tests.
   *
   * @param buildOptions more options of {@code kc.sh build}
   */
  public static TestServer startBuilt(
      List<String> buildOptions, String name, List<String> options) {
    return startBuilt(buildOptions, "", name, options);
  }

  /**
   * A server of a build of its own, with more JARs beside ours; close it after the tests.
   *
   * @param providers the directory of the JARs
   */
  public static TestServer startBuiltWith(
      Path providers, List<String> buildOptions, String name, List<String> options) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    try {
      return startBuilt(
          files,
          ServerContents.of(files).withProvidersIn(providers),
          buildOptions,
          "",
          name,
          options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestServer startBuilt(
      List<String> buildOptions, String relativePath, String name, List<String> options) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    return startBuilt(files, ServerContents.of(files), buildOptions, relativePath, name, options);
  }

  private static TestServer startBuilt(
      ProjectFiles files,
      ServerContents contents,
      List<String> buildOptions,
      String relativePath,
      String name,
      List<String> options) {
    List<String> build =
        Stream.concat(ServerContents.H2_OPTIONS.stream(), buildOptions.stream()).toList();
    ServerHome home =
        ServerHome.prepare(files.work().resolve(name), contents.withBuildOptions(build));
    return start(files, home, name, emptyData(files, name), relativePath, options);
  }

  private static ServerHome home(ProjectFiles files) {
    return ServerHome.prepare(files.work().resolve("h2"), ServerContents.of(files).withMetrics());
  }

  private static Path emptyData(ProjectFiles files, String name) {
    Path data = files.work().resolve(name + "-data");
    try {
      FileTrees.delete(data);
      return Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestServer start(
      ProjectFiles files,
      ServerHome home,
      String name,
      Path data,
      String relativePath,
      List<String> options) {
    KeycloakServer server =
        KeycloakServer.in(home)
            .h2(data)
            .relativePath(relativePath)
            .shortLived()
            .log(files.work().resolve(name + ".log"))
            .environment(TestSettings.ENVIRONMENT)
            .options(TestSettings.OPTIONS)
            .options(options)
            .start();
    return new TestServer(
        server.baseUrl(),
        TestSettings.REALM,
        TestSettings.SUPERUSER_NAME,
        TestSettings.SUPERUSER_PASSWORD,
        Optional.of(server));
  }

  /** Scheme, host, port and the relative path, without a slash at the end. */
  public String baseUrl() {
    return baseUrl;
  }

  public String realm() {
    return realm;
  }

  public String superuserName() {
    return superuserName;
  }

  public String superuserPassword() {
    return superuserPassword;
  }

  /** Of the master realm's administrator. */
  public KeptToken masterToken() {
    return masterToken;
  }

  /** The server's log, unless somebody else started it. */
  public Optional<Path> log() {
    return own.map(KeycloakServer::log);
  }

  /** What its management interface tells, unless somebody else started it. */
  public Optional<MetricsPage> metrics() {
    return own.map(server -> new MetricsPage(server.managementPort()));
  }

  /** What it keeps in its heap, unless somebody else started it. */
  public Optional<ServerMemory> memory() {
    return own.map(server -> new ServerMemory(server.processes()));
  }

  /** Its processes at this moment; none if somebody else started it. */
  List<ProcessHandle> processes() {
    return own.map(KeycloakServer::processes).orElse(List.of());
  }

  /** Of a server that somebody else started nobody knows. */
  @Override
  public Optional<String> end(Duration patience) {
    return own.flatMap(server -> server.end(patience));
  }

  @Override
  public void close() {
    own.ifPresent(KeycloakServer::stop);
  }
}
