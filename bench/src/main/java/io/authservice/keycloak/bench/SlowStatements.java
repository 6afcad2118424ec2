package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The plans of slow statements, as PostgreSQL writes them down ({@code auto_explain}). */
final class SlowStatements {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SearchTable table;
  private final Path log;

  SlowStatements(SearchTable table, Path log) {
    this.table = table;
    this.log = log;
  }

  /** Has connections that are opened from now on ready to tell. */
  void prepare() {
    table.execute("alter database keycloak set session_preload_libraries = 'auto_explain'");
  }

  /**
   * Does something, and returns the plans of what took longer than this meanwhile.
   *
   * @param milliseconds of a statement
   */
  List<String> during(int milliseconds, Runnable work) {
    try {
      long before = lines().size();
      tell(milliseconds);
      work.run();
      tell(-1);
      Thread.sleep(500);
      List<String> plans = new ArrayList<>();
      for (String line : lines().subList((int) before, lines().size())) {
        String message = JSON.readTree(line).path("message").asText();
        if (message.contains("plan:")) {
          plans.add(message);
        }
      }
      return plans;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void tell(int milliseconds) throws InterruptedException {
    table.execute(
        "alter system set auto_explain.log_analyze = on",
        "alter system set auto_explain.log_timing = off",
        "alter system set auto_explain.log_min_duration = " + milliseconds,
        "select pg_reload_conf()");
    Thread.sleep(500);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(log);
  }
}
