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
import java.util.function.Supplier;

/**
 * How fast a dump of Django's is imported: checked only, imported, and imported again. Each time is
 * that of the whole, from the request to the last row, both passes included.
 */
final class ImportBenchmark {

  private static final String FILE = "dump.json";

  private ImportBenchmark() {}

  static void run(Options options, Findings findings) throws Exception {
    System.out.println(
        "| database | users | MB | what | seconds | users/s | server's processor time, s"
            + " | database's, s | idle MiB | peak MiB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (Supplier<BenchDatabase> chosen : BenchDatabase.chosen(options)) {
      for (int users : options.numbers("imported")) {
        // A database of its own for each: an import compares with what is there.
        try (BenchDatabase database = chosen.get()) {
          run(database, users, options.isOn("factors"), findings);
        }
      }
    }
  }

  private static void run(BenchDatabase database, int users, boolean factors, Findings findings)
      throws Exception {
    Path dump = database.directory().resolve(FILE);
    new BenchDump().write(dump, users, factors);
    try (KeycloakServer server =
        database
            .server()
            .options(
                List.of(
                    "--spi-admin-realm-restapi-extension--auth-service--import-directory="
                        + database.directory()))
            .start()) {
      ImportClient client = new ImportClient(server.baseUrl());
      client.addProvider(BenchDump.PROVIDER);
      Measured measured =
          new Measured(database, server, client, users, factors, Files.size(dump), findings);
      measured.run("check", "?dry-run=true&file=" + FILE, "added");
      measured.run("import", "?file=" + FILE, "added");
      measured.run("import again", "?file=" + FILE, "unchanged");
    }
    requireRows(database, "users_user where username like 'user%'", users);
    requireRows(database, "fed_user_credential", factors ? users : 0);
    requireRows(database, "broker_link", factors ? users : 0);
  }

  private static void requireRows(BenchDatabase database, String of, int wanted) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from " + of)) {
      count.next();
      if (count.getInt(1) != wanted) {
        throw new IllegalStateException(count.getInt(1) + " rows instead of " + wanted);
      }
    }
  }

  /** One dump on one server. */
  private record Measured(
      BenchDatabase database,
      KeycloakServer server,
      ImportClient client,
      int users,
      boolean factors,
      long bytes,
      Findings findings) {

    /**
     * @param outcome what the report must say of every user, and of what each has
     */
    void run(String what, String query, String outcome) {
      ServerHeap heap = new ServerHeap(server);
      ServerProcess process = ServerProcess.of(server);
      long idle = heap.usedAfterCollection();
      heap.forgetPeak();
      Duration ours = process.processorTime();
      Duration theirs = database.processorTime();
      long start = System.nanoTime();
      JsonNode report = client.run(query);
      double seconds = seconds(Duration.ofNanos(System.nanoTime() - start));
      long peak = heap.peakAfterCollections();
      require(report, "/users/" + outcome, users);
      require(report, "/belongings/one_time_passwords/" + outcome, factors ? users : 0);
      require(report, "/belongings/links/" + outcome, factors ? users : 0);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.0f | %s | %.1f | %.0f | %.1f | %.1f | %d | %s |%n",
          database.name(),
          users,
          bytes / 1e6,
          what,
          seconds,
          users / seconds,
          seconds(process.processorTime().minus(ours)),
          seconds(database.processorTime().minus(theirs)),
          idle >> 20,
          peak < 0 ? "no collection" : Long.toString(peak >> 20));
      findings.add(
          new Figure(
              "Dump of %d users%s%s, %s"
                  .formatted(
                      users,
                      factors ? " with a factor and a link each" : "",
                      database.name().equals("h2") ? " on H2" : "",
                      what),
              "users/s",
              Better.HIGHER,
              new Samples(List.of(users / seconds))));
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }

    private static void require(JsonNode report, String count, int wanted) {
      if (!report.get("state").textValue().equals("finished")
          || report.at(count).intValue() != wanted) {
        throw new IllegalStateException(count + ": " + report);
      }
    }
  }
}
