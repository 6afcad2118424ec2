package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.authservice.keycloak.bench.Comparison.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as a table for people, and all samples as JSON. */
final class Report {

  private final EndpointBenchmark.Settings settings;
  private final Map<String, String> machine;
  private final List<Comparison> comparisons;

  Report(
      EndpointBenchmark.Settings settings,
      Map<String, String> machine,
      List<Comparison> comparisons) {
    this.settings = settings;
    this.machine = machine;
    this.comparisons = comparisons;
  }

  void print() {
    System.out.println();
    machine.forEach((name, value) -> System.out.println(name + ": " + value));
    System.out.printf(
        "%d users, PBKDF2 with %d iterations, %d connections, %d pairs of %d s each%n%n",
        settings.users(),
        settings.iterations(),
        settings.connections(),
        settings.pairs(),
        settings.turn().toSeconds());
    System.out.println(
        "| endpoint | answers/s | Keycloak's | ratio | least to most | wanted"
            + " | processor ms | Keycloak's | ratio |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    comparisons.forEach(Report::print);
  }

  private static void print(Comparison comparison) {
    double ratio = comparison.median(Pair::ratio);
    System.out.printf(
        Locale.ROOT,
        "| %s, %s | %.0f | %.0f | %.2f | %.2f to %.2f | %.2f, %s | %.2f | %.2f | %.2f |%n",
        comparison.name(),
        comparison.nativeName(),
        comparison.median(pair -> pair.ours().perSecond()),
        comparison.median(pair -> pair.keycloaks().perSecond()),
        ratio,
        comparison.least(),
        comparison.most(),
        comparison.target(),
        ratio >= comparison.target() ? "met" : "missed",
        comparison.median(pair -> pair.ours().processorMillis()),
        comparison.median(pair -> pair.keycloaks().processorMillis()),
        comparison.median(Pair::processorRatio));
  }

  void save() throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("machine", machine);
    document.put("users", settings.users());
    document.put("iterations", settings.iterations());
    document.put("connections", settings.connections());
    document.put("secondsOfWarmUp", settings.warmUp().toSeconds());
    document.put("secondsATurn", settings.turn().toSeconds());
    document.put("comparisons", comparisons);
    Files.createDirectories(settings.output().toAbsolutePath().getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(settings.output().toFile(), document);
    System.out.println("\nAll samples: " + settings.output());
  }
}
