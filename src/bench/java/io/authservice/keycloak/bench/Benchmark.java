package io.authservice.keycloak.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs one of the benchmarks: {@code Benchmark list|endpoints|passwords|import name=value…}. What each takes
 * stands beside the profile {@code bench} in the POM.
 */
public final class Benchmark {

  private Benchmark() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> options =
        Arrays.stream(arguments)
            .skip(1)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    switch (arguments[0]) {
      case "list" -> ListBenchmark.run(options.get("database"), numbers(options.get("rows")));
      case "endpoints" ->
          EndpointBenchmark.run(
              new EndpointBenchmark.Settings(
                  Integer.parseInt(options.get("users")),
                  Integer.parseInt(options.get("connections")),
                  Duration.ofSeconds(Long.parseLong(options.get("warmup"))),
                  Integer.parseInt(options.get("pairs")),
                  Duration.ofSeconds(Long.parseLong(options.get("seconds"))),
                  Integer.parseInt(options.get("iterations")),
                  Path.of(options.get("output"))));
      case "passwords" -> PasswordBenchmark.run();
      case "import" -> ImportBenchmark.run(numbers(options.get("imported")));
      default -> throw new IllegalArgumentException("list, endpoints, passwords or import");
    }
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
  }
}
