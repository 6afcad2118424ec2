package io.authservice.keycloak.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs benchmarks, one after the other: those that the system property {@code bench} names,
 * separated by commas, or all. {@link Options} has the rest.
 */
public final class Benchmark {

  private static final List<String> ALL =
      List.of(
          "endpoints",
          "connections",
          "users",
          "list",
          "search",
          "logins",
          "start",
          "import",
          "passwords",
          "micro",
          "day");

  private Benchmark() {}

  /**
   * @throws IllegalStateException if results are worse than the baseline's, and the option {@code
   *     strict} says that this matters
   */
  public static void main(String[] arguments) throws Exception {
    Options options = new Options();
    Findings findings = new Findings();
    for (String benchmark : chosen(System.getProperty("bench", "all"), options)) {
      run(benchmark, options, findings);
    }
    Report report = new Report(Machine.describe(), Turns.of(options), findings);
    report.print();
    report.save(options.path("output"));
    compare(options, findings);
  }

  private static List<String> chosen(String names, Options options) {
    if (!names.equals("all")) {
      return List.of(names.split(","));
    }
    return options.optional("django").isEmpty()
        ? ALL
        : Stream.concat(ALL.stream(), Stream.of("django")).toList();
  }

  private static void run(String benchmark, Options options, Findings findings) throws Exception {
    switch (benchmark) {
      case "endpoints" -> EndpointBenchmark.run(options, findings);
      case "users" -> new UsersBenchmark(options, findings).run();
      case "list" -> ListBenchmark.run(options, findings);
      case "search" -> SearchBenchmark.run(options, findings);
      case "logins" -> LoginBenchmark.run(options, findings);
      case "start" -> StartBenchmark.run(options, findings);
      case "import" -> ImportBenchmark.run(options, findings);
      case "passwords" -> PasswordBenchmark.run(options, findings);
      case "micro" -> MicroBenchmark.run(findings);
      case "connections" -> ConnectionsBenchmark.run(options, findings);
      case "day" -> DayBenchmark.run(options, findings);
      case "guard" -> GuardBenchmark.run(options, findings);
      case "django" -> DjangoBenchmark.run(options, findings);
      default -> throw new IllegalArgumentException("No benchmark is called " + benchmark);
    }
  }

  private static void compare(Options options, Findings findings) throws Exception {
    Path baseline = options.path("baseline");
    if (!Files.exists(baseline)) {
      System.out.println("Nothing to compare with: " + baseline + " is missing");
      return;
    }
    long worse = Baseline.read(baseline, options.fraction("tolerance")).compare(findings);
    if (worse > 0 && options.isOn("strict")) {
      throw new IllegalStateException(worse + " results are worse than those of " + baseline);
    }
  }
}
