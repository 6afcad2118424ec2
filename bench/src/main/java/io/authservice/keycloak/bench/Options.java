package io.authservice.keycloak.bench;

import static java.util.Map.entry;

import io.authservice.keycloak.server.ProjectFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured, and how: each option {@code name} is the system property {@code bench.name},
 * which {@code -Dbench.name=value} sets.
 */
final class Options {

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          entry("database", "postgres"),
          entry("rows", "10000,200000"),
          entry("list.rows", "10000,1000000"),
          entry("single", "true"),
          entry("users", "400"),
          entry("connections", "4"),
          entry("warmup", "60"),
          entry("pairs", "15"),
          entry("seconds", "3"),
          entry("iterations", "1000"),
          entry("imported", "200000"),
          entry("factors", "true"),
          entry("starts", "7"),
          entry("start.users", "0"),
          entry("search.rows", "1000000"),
          entry("day.users", "200000"),
          entry("day.seconds", "1800"),
          entry("pictures", "bench/target"),
          entry("django.rows", "10000"),
          entry("python", "/usr/bin/python3"),
          entry("output", "bench/target/results.json"),
          entry("baseline", "bench/baseline.json"),
          entry("tolerance", "0.2"),
          entry("strict", "false"));

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalArgumentException("bench." + name + " is not set"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(System.getProperty("bench." + name, DEFAULTS.get(name)))
        .filter(value -> !value.isBlank());
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  double fraction(String name) {
    return Double.parseDouble(text(name));
  }

  boolean isOn(String name) {
    return Boolean.parseBoolean(text(name));
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(Long.parseLong(text(name)));
  }

  /** What is relative lies below the project's directory. */
  Path path(String name) {
    return ProjectFiles.ofTheBuild().project().resolve(text(name));
  }

  List<String> texts(String name) {
    return Arrays.stream(text(name).split(",")).map(String::strip).toList();
  }

  List<Integer> numbers(String name) {
    return texts(name).stream().map(Integer::valueOf).toList();
  }
}
