package io.authservice.keycloak.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.deployment.YamlFile.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules and the dashboard that operators load into Prometheus and Grafana. */
final class MonitoringFiles {

  private static final Path DIRECTORY = Path.of("src", "main", "monitoring");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern METRIC =
      Pattern.compile("\\b([a-z]+(?:_[a-z0-9]+)+|up)\\b(?!\\()(?:\\{([^}]*(?:\\[[{}]][^}]*)*)})?");
  private static final Pattern TAG = Pattern.compile("(\\w+)(?:=~|!~|!=|=)\"");

  /**
   * A metric, as it is asked for.
   *
   * @param tags those that an expression chooses by or groups by
   */
  record Use(String metric, Set<String> tags) {}

  List<Node> alerts() {
    return new YamlFile(DIRECTORY.resolve("alerts.yaml"))
        .document().at("groups").list().stream()
            .flatMap(group -> group.at("rules").list().stream())
            .toList();
  }

  JsonNode dashboard() {
    try {
      return new ObjectMapper().readTree(DIRECTORY.resolve("dashboard.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Use> uses() {
    List<String> expressions = new ArrayList<>();
    alerts().forEach(alert -> expressions.add(alert.at("expr").text()));
    dashboard().findValues("expr").forEach(expression -> expressions.add(expression.textValue()));
    return expressions.stream().flatMap(expression -> uses(expression).stream()).toList();
  }

  /** What is grouped by is looked for at every metric of the expression. */
  private static List<Use> uses(String expression) {
    Set<String> grouped = new TreeSet<>();
    GROUPING
        .matcher(expression)
        .results()
        .forEach(found -> grouped.addAll(List.of(found.group(1).split(", "))));
    List<Use> uses = new ArrayList<>();
    Matcher metric =
        METRIC.matcher(
            GROUPING.matcher(expression).replaceAll("").replace("$__rate_interval", "5m"));
    while (metric.find()) {
      Set<String> tags = new TreeSet<>(grouped);
      if (metric.group(2) != null) {
        TAG.matcher(metric.group(2)).results().forEach(tag -> tags.add(tag.group(1)));
      }
      uses.add(new Use(metric.group(1), tags));
    }
    return uses;
  }
}
