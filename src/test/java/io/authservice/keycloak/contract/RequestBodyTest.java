package io.authservice.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.contract.RequestBody.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBodyTest {
  private static final Placeholders PLACEHOLDERS =
      new Placeholders(name -> Optional.of("\u00e9 &"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "JSON | {\"a\": \"{x}\", \"b\": \"\\ud800\"} | {\"a\":\"\\u00E9 &\",\"b\":\"\\uD800\"}",
        "TEXT | \"a={x}\" | a=\u00e9 &",
        "TEXT | \"\" | ``",
        "FORM | {\"a\": \"{x}\", \"b\": \"\"} | a=%C3%A9+%26&b=",
        "FORM | [[\"a\", \"1\"], [\"a\", \"2\"]] | a=1&a=2"
      })
  void aBodyIsWrittenAsItsKindIs(Kind kind, String value, String written)
      throws JsonProcessingException {
    assertThat(bytes(kind, value, StandardCharsets.UTF_8))
        .hasValue(written.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTextMayBeInAnotherCharset() throws JsonProcessingException {
    assertThat(bytes(Kind.TEXT, "\"\u00e9\"", StandardCharsets.ISO_8859_1))
        .hasValue(new byte[] {(byte) 0xe9});
  }

  @Test
  void partsStandBetweenBoundaries() throws JsonProcessingException {
    assertThat(bytes(Kind.MULTIPART, "{\"a\": \"1\"}", StandardCharsets.UTF_8))
        .hasValueSatisfying(
            bytes ->
                assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(
                        "------recorded-answers\r\n"
                            + "Content-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
                            + "------recorded-answers--\r\n"));
  }

  @Test
  void noBodyIsNotAnEmptyOne() throws JsonProcessingException {
    assertThat(bytes(Kind.NONE, "null", StandardCharsets.UTF_8)).isEmpty();
  }

  private static Optional<byte[]> bytes(Kind kind, String value, Charset charset)
      throws JsonProcessingException {
    return new RequestBody(kind, new ObjectMapper().readTree(value), charset).bytes(PLACEHOLDERS);
  }
}
