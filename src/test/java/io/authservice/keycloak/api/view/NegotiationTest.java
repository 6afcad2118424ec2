package io.authservice.keycloak.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.wire.error.ApiException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

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
      Rendering rendering = negotiation.negotiate(accept, format);
      int indent = rendering == Rendering.JSON ? negotiation.indent(accept, format) : 0;
      chosen = rendering + " " + indent;
    } catch (ApiException refused) {
      chosen = Integer.toString(refused.status());
    }
    assertThat(chosen).isEqualTo(expected);
  }
}
