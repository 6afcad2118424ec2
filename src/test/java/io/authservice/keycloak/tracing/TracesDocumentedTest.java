package io.authservice.keycloak.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.documentation.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Operators find in the pages what they find among the spans. */
class TracesDocumentedTest {

  private static final Map<Traced, List<String>> TOLD_AT_THE_END =
      Map.of(
          Traced.REQUEST, List.of(Traced.STATUS),
          Traced.IMPORT, List.of(Traced.OUTCOME),
          Traced.IMPORT_PORTION, List.of(Traced.OUTCOME));

  @Test
  void thePageNamesEachSpanAndItsAttributes() {
    Map<String, List<String>> documented = new LinkedHashMap<>();
    Page.of("docs/operations.md")
        .rows("Span")
        .forEach(row -> documented.put(Page.coded(row.get(0)).get(0), Page.coded(row.get(1))));

    assertThat(documented)
        .containsExactlyInAnyOrderEntriesOf(
            Arrays.stream(Traced.values())
                .collect(
                    Collectors.toMap(
                        traced ->
                            traced
                                .name("<method>", "<endpoint>")
                                .replace("hash <method>", "hash <format>"),
                        TracesDocumentedTest::attributes)));
  }

  private static List<String> attributes(Traced traced) {
    List<String> all = new ArrayList<>(traced.attributes());
    all.addAll(TOLD_AT_THE_END.getOrDefault(traced, List.of()));
    return all;
  }
}
