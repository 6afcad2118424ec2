package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.bench.Aim.Better;
import io.authservice.keycloak.server.KeycloakServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How fast a dump of Django's is imported into PostgreSQL: checked only, imported, and imported
 * again. Each time is that of the whole, from the request to the last row, both passes included.
 */
final class ImportBenchmark {

  private static final String FILE = "dump.json";

  private ImportBenchmark() {}

  static void run(Options options, Findings findings) throws Exception {
    System.out.printf("Import on PostgreSQL%n%n");
    System.out.println("| users | MB | what | seconds | users/s | idle MiB | peak MiB |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int users : options.numbers("imported")) {
      // A database of its own for each: an import compares with what is there.
      try (PostgresDatabase database = new PostgresDatabase()) {
        Path dump = database.directory().resolve(FILE);
        new BenchDump().write(dump, users);
        try (KeycloakServer server =
            database
                .server()
                .options(
                    List.of(
                        "--spi-admin-realm-restapi-extension--auth-service--import-directory="
                            + database.directory()))
                .start()) {
          Measured measured =
              new Measured(
                  new ImportClient(server.baseUrl()),
                  new ServerHeap(server),
                  users,
                  Files.size(dump),
                  findings);
          measured.run("check", "?dry-run=true&file=" + FILE, "added");
          measured.run("import", "?file=" + FILE, "added");
          requireRows(database, users);
          measured.run("import again", "?file=" + FILE, "unchanged");
        }
      }
    }
  }

  private static void requireRows(BenchDatabase database, int users) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet count =
            statement.executeQuery("select count(*) from users_user where username like 'user%'")) {
      count.next();
      if (count.getInt(1) != users) {
        throw new IllegalStateException(count.getInt(1) + " rows instead of " + users);
      }
    }
  }

  /** One dump on one server. */
  private record Measured(
      ImportClient client, ServerHeap heap, int users, long bytes, Findings findings) {

    /**
     * @param outcome what the report must say of every user
     */
    void run(String what, String query, String outcome) {
      long idle = heap.usedAfterCollection();
      heap.forgetPeak();
      long start = System.nanoTime();
      JsonNode report = client.run(query);
      double seconds = Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e9;
      long peak = heap.peakAfterCollections();
      if (!report.get("state").textValue().equals("finished")
          || report.get("users").get(outcome).intValue() != users) {
        throw new IllegalStateException(what + ": " + report);
      }
      System.out.printf(
          Locale.ROOT,
          "| %d | %.0f | %s | %.1f | %.0f | %d | %s |%n",
          users,
          bytes / 1e6,
          what,
          seconds,
          users / seconds,
          idle >> 20,
          peak < 0 ? "no collection" : Long.toString(peak >> 20));
      findings.add(
          new Figure(
              "Dump of %d users, %s".formatted(users, what),
              "users/s",
              Better.HIGHER,
              new Samples(List.of(users / seconds))));
    }
  }
}
