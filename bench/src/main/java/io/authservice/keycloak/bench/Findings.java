package io.authservice.keycloak.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found out so far; each finding is told at once. */
final class Findings {

  private final List<Comparison> comparisons = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, String> setting = new LinkedHashMap<>();

  /** What it was found with: a version, a number of users. */
  void note(String name, String value) {
    setting.put(name, value);
  }

  void add(Comparison comparison) {
    comparisons.add(comparison);
    System.out.printf(
        Locale.ROOT,
        "%s beside %s: %.2f%n",
        comparison.name(),
        comparison.beside(),
        comparison.ratios().median());
  }

  void add(Figure figure) {
    figures.add(figure);
    System.out.printf(
        Locale.ROOT, "%s: %.1f %s%n", figure.name(), figure.samples().median(), figure.unit());
  }

  Map<String, String> setting() {
    return Collections.unmodifiableMap(setting);
  }

  List<Comparison> comparisons() {
    return List.copyOf(comparisons);
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }
}
