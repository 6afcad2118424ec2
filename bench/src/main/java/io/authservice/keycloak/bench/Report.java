package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.bench.Comparison.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as tables for people, and all samples as JSON. */
final class Report {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, String> setting;
  private final Findings findings;

  Report(Map<String, String> machine, Turns turns, Findings findings) {
    this.findings = findings;
    setting = new LinkedHashMap<>(machine);
    setting.put("connections", Integer.toString(turns.connections()));
    setting.put("seconds of warm-up", Long.toString(turns.warmUp().toSeconds()));
    setting.put("seconds a turn", Long.toString(turns.turn().toSeconds()));
    setting.putAll(findings.setting());
  }

  void print() {
    System.out.println();
    setting.forEach((name, value) -> System.out.println(name + ": " + value));
    if (!findings.comparisons().isEmpty()) {
      System.out.println(
          "\n| What | Beside | Ratio, median | Least to most | Wanted | Pairs | Here | There |"
              + " Unit |");
      System.out.println("|---|---|---|---|---|---|---|---|---|");
      findings.comparisons().forEach(Report::print);
      printFurther();
    }
    if (!findings.figures().isEmpty()) {
      System.out.println("\n| What | Median | Unit | Least to most | Samples |");
      System.out.println("|---|---|---|---|---|");
      findings.figures().forEach(Report::print);
    }
  }

  private static void print(Comparison comparison) {
    Samples ratios = comparison.ratios();
    System.out.println(
        row(
            comparison.name(),
            comparison.beside(),
            number(ratios.median()),
            number(ratios.least()) + " to " + number(ratios.most()),
            wanted(comparison.aim(), ratios.median()),
            Integer.toString(comparison.pairs().size()),
            number(comparison.ours().median()),
            number(comparison.others().median()),
            comparison.unit()));
  }

  /** Medians, ours and the other's. */
  private void printFurther() {
    List<Comparison> measured =
        findings.comparisons().stream().filter(found -> !found.further().isEmpty()).toList();
    if (measured.isEmpty()) {
      return;
    }
    List<Measure> measures =
        Stream.of(Measure.values()).filter(measure -> measure != Measure.THROUGHPUT).toList();
    System.out.println(
        "\n| Here / there | Beside | "
            + measures.stream().map(Measure::label).collect(Collectors.joining(" | "))
            + " |");
    System.out.println("|---|---" + "|---".repeat(measures.size()) + "|");
    for (Comparison comparison : measured) {
      System.out.println(
          row(
              Stream.concat(
                      Stream.of(comparison.name(), comparison.beside()),
                      measures.stream().map(measure -> medians(comparison, measure)))
                  .toArray(String[]::new)));
    }
  }

  private static String medians(Comparison comparison, Measure measure) {
    List<Pair> pairs = comparison.further().getOrDefault(measure, List.of());
    return pairs.isEmpty()
        ? ""
        : number(Comparison.samples(pairs, Pair::ours).median())
            + " / "
            + number(Comparison.samples(pairs, Pair::other).median());
  }

  private static String wanted(Aim aim, double ratio) {
    if (!aim.isSet()) {
      return "";
    }
    return (aim.better() == Aim.Better.HIGHER ? "≥ " : "≤ ")
        + number(aim.bound())
        + (aim.isMet(ratio) ? ", met" : ", missed");
  }

  private static void print(Figure figure) {
    Samples samples = figure.samples();
    System.out.println(
        row(
            figure.name(),
            number(samples.median()),
            figure.unit(),
            number(samples.least()) + " to " + number(samples.most()),
            Integer.toString(samples.values().size())));
  }

  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** Three significant digits at least. */
  static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  void save(Path file) throws IOException {
    ObjectNode document = JSON.createObjectNode();
    document.set("setting", JSON.valueToTree(setting));
    ArrayNode comparisons = document.putArray("comparisons");
    findings.comparisons().forEach(comparison -> comparisons.add(json(comparison)));
    ArrayNode figures = document.putArray("figures");
    findings.figures().forEach(figure -> figures.add(json(figure)));
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writeValue(file.toFile(), document);
    System.out.println("\nAll samples: " + file);
  }

  private static ObjectNode json(Comparison comparison) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", comparison.name());
    json.put("beside", comparison.beside());
    json.put("unit", comparison.unit());
    json.put("better", comparison.aim().better().name());
    if (comparison.aim().isSet()) {
      json.put("wanted", comparison.aim().bound());
    }
    json.put("median", comparison.ratios().median());
    json.set("pairs", JSON.valueToTree(comparison.pairs()));
    json.set("further", JSON.valueToTree(comparison.further()));
    return json;
  }

  private static ObjectNode json(Figure figure) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", figure.name());
    json.put("unit", figure.unit());
    json.put("better", figure.better().name());
    json.put("median", figure.samples().median());
    json.set("samples", JSON.valueToTree(figure.samples().values()));
    return json;
  }
}
