package io.authservice.keycloak.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.wire.error.ApiException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with the choices Django REST framework 3.14 made: rendering and indent, or status. */
final class NegotiationTest {

  private final Negotiation negotiation = new Negotiation();

  @ParameterizedTest
  @CsvFileSource(
      resources = "negotiation-answers.txt",
      delimiter = '|',
      quoteCharacter = '\'',
      nullValues = "NONE")
  void choosesLikeTheFramework(String accept, String format, String expected) {
    String chosen;
    try {
      Rendering rendering = negotiation.negotiate(Rendering.OF_VIEWS, accept, format);
      int indent = rendering == Rendering.JSON ? negotiation.indent(accept, format) : 0;
      chosen = rendering + " " + indent;
    } catch (ApiException refused) {
      chosen = Integer.toString(refused.status());
    }
    assertThat(chosen).isEqualTo(expected);
  }

  /** As drf-spectacular names them, with JSON before YAML. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "NONE",
      value = {
        "NONE, NONE, JSON",
        "*/*, NONE, JSON",
        "application/*, NONE, JSON",
        "'text/html,application/xhtml+xml,*/*;q=0.8', NONE, HTML",
        "application/yaml, NONE, YAML",
        "application/vnd.oai.openapi, NONE, OPENAPI_YAML",
        "application/vnd.oai.openapi+json, NONE, OPENAPI_JSON",
        "NONE, yaml, YAML",
        "*/*, yaml, YAML",
        "application/vnd.oai.openapi, yaml, OPENAPI_YAML",
        "NONE, json, JSON",
        "application/vnd.oai.openapi+json, json, OPENAPI_JSON",
        "NONE, api, HTML"
      })
  void aDocumentIsWrittenAsYamlToo(String accept, String format, Rendering expected) {
    assertThat(negotiation.negotiate(Rendering.OF_DOCUMENTS, accept, format)).isEqualTo(expected);
  }
}
