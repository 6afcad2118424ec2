package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Results of an earlier run, as {@link Report} saved them. Ratios can be compared whatever the
 * machine; of figures that stand for themselves the verdict is only as good as the machines are
 * alike.
 */
final class Baseline {

  private final Map<String, Double> medians;
  private final double tolerance;

  private Baseline(Map<String, Double> medians, double tolerance) {
    this.medians = medians;
    this.tolerance = tolerance;
  }

  /**
   * @param tolerance how much worse a ratio may be, such as 0.2 for a fifth; machines are shared
   */
  static Baseline read(Path file, double tolerance) throws IOException {
    JsonNode document = new ObjectMapper().readTree(Files.readAllBytes(file));
    return new Baseline(
        Stream.of("comparisons", "figures")
            .flatMap(kind -> StreamSupport.stream(document.path(kind).spliterator(), false))
            .collect(
                Collectors.toUnmodifiableMap(
                    Baseline::key, json -> json.get("median").doubleValue())),
        tolerance);
  }

  private static String key(JsonNode json) {
    return key(json.get("name").textValue(), json.path("beside").asText(""));
  }

  private static String key(String name, String beside) {
    return beside.isEmpty() ? name : name + ", beside " + beside;
  }

  /**
   * Prints how good each finding is that was made before, too.
   *
   * @return how many are worse than is tolerated
   */
  long compare(Findings findings) {
    System.out.println("\n| Beside the earlier run | Then | Now | Better by | |");
    System.out.println("|---|---|---|---|---|");
    long worse =
        findings.comparisons().stream()
            .filter(
                found ->
                    isWorse(
                        key(found.name(), found.beside()),
                        found.ratios().median(),
                        found.aim().better()))
            .count();
    return worse
        + findings.figures().stream()
            .filter(found -> isWorse(found.name(), found.samples().median(), found.better()))
            .count();
  }

  private boolean isWorse(String key, double now, Aim.Better better) {
    Double then = medians.get(key);
    if (then == null) {
      return false;
    }
    double gain = better.gain(now, then);
    boolean worse = gain < 1 - tolerance;
    System.out.println(
        Report.row(
            key,
            Report.number(then),
            Report.number(now),
            "× " + Report.number(gain),
            worse ? "worse" : ""));
    return worse;
  }
}
