package io.authservice.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.deployment.MonitoringFiles.Use;
import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.metrics.Meter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts ask for what is measured, and for nothing else. */
class MonitoringFilesTest {

  /** Given by Prometheus itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job", "le");

  private final MonitoringFiles files = new MonitoringFiles();

  @Test
  void everyMetricIsOneOfOursOrOfThePage() {
    Set<String> known = new TreeSet<>(ours().keySet());
    known.addAll(keycloaks());
    known.add("up");

    assertThat(files.uses()).extracting(Use::metric).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void everyMetricOfOursIsShown() {
    assertThat(files.uses().stream().map(Use::metric).distinct())
        .containsAll(
            ours().keySet().stream().filter(name -> !name.matches(".*_(sum|max)")).toList());
  }

  @Test
  void ofOurMetricsOnlyTagsAreAskedForThatTheyHave() {
    Map<String, Meter> ours = ours();

    assertThat(files.uses())
        .filteredOn(use -> ours.containsKey(use.metric()))
        .isNotEmpty()
        .allSatisfy(
            use ->
                assertThat(use.tags())
                    .as(use.metric())
                    .isSubsetOf(union(ours.get(use.metric()).tags(), OF_PROMETHEUS)));
  }

  @Test
  void everyAlertSaysWhatItMeansAndHowBadItIs() {
    assertThat(files.alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert.at("annotations").names())
                  .containsExactlyInAnyOrder("summary", "description");
              assertThat(alert.at("labels", "severity").text()).isIn("warning", "critical");
              assertThat(alert.at("for").text()).matches("\\d+m");
            });
    assertThat(files.alerts().stream().map(alert -> alert.at("alert").text()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyPanelHasItsPlaceAndItsNumber() {
    List<JsonNode> panels = files.dashboard().path("panels").valueStream().toList();

    assertThat(panels).extracting(panel -> panel.path("id").intValue()).doesNotHaveDuplicates();
    assertThat(panels).extracting(panel -> panel.path("gridPos")).doesNotHaveDuplicates();
    assertThat(panels)
        .allSatisfy(panel -> assertThat(panel.path("title").textValue()).isNotBlank());
  }

  private static Set<String> union(Collection<String> one, Collection<String> other) {
    return Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet());
  }

  static Set<String> keycloaks() {
    return Page.of("docs/operations.md").rows("Keycloak's metric").stream()
        .flatMap(row -> Page.coded(row.get(0)).stream())
        .collect(Collectors.toSet());
  }

  /** As the Prometheus registry names what is counted of each meter. */
  private static Map<String, Meter> ours() {
    return Arrays.stream(Meter.values())
        .flatMap(meter -> names(meter).map(name -> Map.entry(name, meter)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Stream<String> names(Meter meter) {
    String name = meter.id().replace('.', '_');
    return switch (meter.kind()) {
      case COUNTER -> Stream.of(name + "_total");
      case TIMER ->
          Stream.of("_count", "_sum", "_max", "_bucket").map(end -> name + "_seconds" + end);
      case GAUGE -> Stream.of(name);
    };
  }
}
