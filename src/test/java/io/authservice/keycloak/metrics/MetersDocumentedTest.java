package io.authservice.keycloak.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Operators find in the pages what they find on {@code /metrics}, and no more. */
class MetersDocumentedTest {

  @Test
  void thePageNamesEachMeterItsTypeAndItsTags() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("docs/operations.md")).stream()
            .filter(line -> line.startsWith("| `auth_service_"))
            .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Meter.values()).map(MetersDocumentedTest::row).toList());
  }

  /** As the Prometheus registry names it. */
  private static String row(Meter meter) {
    String name = meter.id().replace('.', '_');
    String shown =
        switch (meter.kind()) {
          case COUNTER -> name + "_total";
          case TIMER -> name + "_seconds";
          case GAUGE -> name;
        };
    String tags =
        meter.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s |".formatted(shown, meter.kind().name().toLowerCase(), tags);
  }
}
