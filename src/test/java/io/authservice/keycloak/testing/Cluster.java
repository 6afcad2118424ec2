package io.authservice.keycloak.testing;

import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.server.TestSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Two nodes of one Keycloak, on one PostgreSQL. */
public final class Cluster implements AutoCloseable {

  private static final String DATABASE = "keycloak";
  private static final List<String> NAMES = List.of("a", "b");

  private final EmbeddedPostgresServer postgres;
  private final List<List<String>> options;
  private final List<KeycloakServer> nodes;
  private final AtomicInteger turn = new AtomicInteger();

  private Cluster(EmbeddedPostgresServer postgres, ServerHome home, List<List<String>> options) {
    this.postgres = postgres;
    this.options = options;
    this.nodes = new CopyOnWriteArrayList<>(List.of(node(0, home), node(1, home)));
  }

  /**
   * Starts it.
   *
   * @param directory for the database; empty
   */
  public static Cluster start(Path directory) {
    return start(directory, home());
  }

  /**
   * Starts it.
   *
   * @param directory for the database; empty
   * @param home of both nodes, built for PostgreSQL
   */
  public static Cluster start(Path directory, ServerHome home) {
    return start(directory, home, List.of(List.of(), List.of()));
  }

  /**
   * Starts it.
   *
   * @param directory for the database; empty
   * @param ofA options of the first node alone
   * @param ofB of the second
   */
  public static Cluster start(Path directory, List<String> ofA, List<String> ofB) {
    return start(directory, home(), List.of(ofA, ofB));
  }

  private static Cluster start(Path directory, ServerHome home, List<List<String>> options) {
    EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory);
    postgres.createDatabase(DATABASE);
    Cluster cluster = new Cluster(postgres, home, options);
    cluster.nodes.forEach(KeycloakServer::start);
    return cluster;
  }

  private static ServerHome home() {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    return ServerHome.prepare(
        files.work().resolve("postgres"),
        ServerContents.of(files).withBuildOptions(ServerContents.POSTGRES_OPTIONS).withMetrics());
  }

  private KeycloakServer node(int number, ServerHome home) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    return KeycloakServer.in(home)
        .clustered()
        .shortLived()
        .database(postgres.jdbcUrl(DATABASE), EmbeddedPostgresServer.USER, "unused")
        .log(files.work().resolve("node-" + NAMES.get(number) + ".log"))
        .environment(TestSettings.ENVIRONMENT)
        // A token names its issuer, which is the same whichever node is asked.
        .options(List.of("--hostname=https://auth.example.com"))
        .options(options.get(number))
        .build();
  }

  public KeycloakServer a() {
    return nodes.get(0);
  }

  public KeycloakServer b() {
    return nodes.get(1);
  }

  /**
   * Starts another node in the place of one that has stopped.
   *
   * @param number 0 or 1
   * @param home of the new one, built for PostgreSQL
   */
  public void replace(int number, ServerHome home) {
    KeycloakServer fresh = node(number, home);
    nodes.set(number, fresh);
    fresh.start();
  }

  /** A client of either node in turn, as a balancer would choose that knows nothing of them. */
  public TimedClient either() {
    return new TimedClient(nodes.get(turn.getAndIncrement() & 1).baseUrl());
  }

  public Sql database() {
    return new Sql(() -> postgres.connect(DATABASE));
  }

  @Override
  public void close() {
    nodes.forEach(KeycloakServer::stop);
    postgres.close();
  }
}
