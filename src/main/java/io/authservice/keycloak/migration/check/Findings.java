package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found wrong, every error by its row, warnings by a few examples of each. A finding that
 * is made again is not counted again. Never holds a password. Not safe for use by several threads.
 */
public final class Findings {

  /** More bad rows than these are a bad file: the import is refused rather than the list cut. */
  static final int MOST_ERRORS = 10_000;

  private static final int EXAMPLES_OF_A_WARNING = 100;

  private static final int LONGEST = 400;

  private final Map<Problem, Integer> counts = new EnumMap<>(Problem.class);
  private final Set<String> made = new HashSet<>();
  private final List<Map<String, Object>> listed = new ArrayList<>();
  private int errors;
  private int warnings;

  /**
   * Notes one.
   *
   * @param id the row's id in the source
   * @param name what people know the row by; blank if it has no name
   * @param detail a sentence
   */
  public void add(Problem problem, Kind kind, String id, String name, String detail) {
    add(problem, kind.model(), id, name, detail);
  }

  /**
   * Notes one of a row of another kind.
   *
   * @param model Django's name of its model
   */
  public void add(Problem problem, String model, String id, String name, String detail) {
    addShort(problem, model, shortened(id), shortened(name), shortened(detail));
  }

  /** Rows may hold anything, and thousands of them be listed. */
  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }

  private void addShort(Problem problem, String model, String id, String name, String detail) {
    boolean mayBeListed =
        problem.isError()
            ? errors < MOST_ERRORS
            : counts.getOrDefault(problem, 0) < EXAMPLES_OF_A_WARNING;
    if (mayBeListed && !made.add(problem + " " + model + " " + id + " " + name)) {
      return;
    }
    counts.merge(problem, 1, Integer::sum);
    if (problem.isError()) {
      errors++;
    } else {
      warnings++;
    }
    if (mayBeListed) {
      listed.add(described(problem, model, id, name, detail));
    }
  }

  private static Map<String, Object> described(
      Problem problem, String model, String id, String name, String detail) {
    Map<String, Object> finding = new LinkedHashMap<>();
    finding.put("severity", problem.isError() ? "error" : "warning");
    finding.put("reason", problem.code());
    finding.put("model", model);
    finding.put("id", id);
    if (!name.isEmpty()) {
      finding.put("name", name);
    }
    finding.put("detail", detail);
    return finding;
  }

  public int errors() {
    return errors;
  }

  /** Whether there are errors that the list does not name. */
  public boolean overflows() {
    return errors > MOST_ERRORS;
  }

  /** For the report. */
  public Map<String, Object> asJson() {
    Map<String, Integer> byReason = new LinkedHashMap<>();
    counts.forEach((problem, count) -> byReason.put(problem.code(), count));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("errors", errors);
    json.put("warnings", warnings);
    json.put("by_reason", byReason);
    json.put("not_listed", errors + warnings - listed.size());
    json.put("listed", List.copyOf(listed));
    return json;
  }
}
