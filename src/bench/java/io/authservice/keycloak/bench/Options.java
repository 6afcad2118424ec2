package io.authservice.keycloak.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options of a run, as the profile {@code bench} in the POM names them. */
final class Options {

  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param arguments each {@code name=value}
   */
  static Options of(List<String> arguments) {
    return new Options(
        arguments.stream()
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1])));
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalArgumentException("bench." + name + " is not set"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
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

  Path path(String name) {
    return Path.of(text(name));
  }

  List<String> texts(String name) {
    return Arrays.stream(text(name).split(",")).map(String::strip).toList();
  }

  List<Integer> numbers(String name) {
    return texts(name).stream().map(Integer::valueOf).toList();
  }
}
