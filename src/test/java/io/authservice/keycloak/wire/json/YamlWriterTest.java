package io.authservice.keycloak.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Reads what is written with a parser that gives each plain word its type, as most do. */
class YamlWriterTest {

  private final YamlWriter writer = new YamlWriter();

  private Object readBack(Object value) {
    return new Yaml().load(new String(writer.write(value), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200",
        "1.0",
        "yes",
        "No",
        "on",
        "null",
        "~",
        "2026-01-01",
        "0x1F",
        "a: b",
        "# a",
        "- a",
        "&a",
        "*a",
        "%a",
        "@a",
        "`a",
        "{a}",
        "[a]",
        "ä €",
        "a\nb",
        " a ",
        "\"",
        "'",
        "\t"
      })
  void aTextStaysOneWhetherItIsANameOrAValue(String text) {
    assertThat(readBack(Map.of(text, text))).isEqualTo(Map.of(text, text));
  }

  @Test
  void valuesKeepTheirTypes() {
    Map<String, Object> values =
        Map.of("list", Arrays.asList(1, true, null, List.of()), "object", Map.of("number", 1.5));

    assertThat(readBack(values)).isEqualTo(values);
  }

  @Test
  void isOneDocumentWithoutAMarker() {
    assertThat(new String(writer.write(Map.of("openapi", "3.1.0")), StandardCharsets.UTF_8))
        .isEqualTo("openapi: \"3.1.0\"\n");
  }
}
