package io.authservice.keycloak.wire.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.authservice.keycloak.wire.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":[", "{\"a\":[{\"b\":"})
  void refusesBottomlessNestingWithoutOverflowingTheStack(String opening) {
    byte[] body = opening.repeat(100_000).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> new BodyParser(10_000_000, 1000).parse("application/json", body))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.body().toString())
                  .startsWith("{detail=JSON parse error - Document nesting depth");
            });
  }

  @Test
  void countsOpenBracketsAgainstTheLimit() throws JsonProcessingException {
    assertThat(new JsonReader(3).read("[[[]]]")).isInstanceOf(InputValue.Sequence.class);
    assertThatThrownBy(() -> new JsonReader(3).read("[[[[]]]]"))
        .isInstanceOf(JsonProcessingException.class);
    assertThat(new JsonReader(2).read("[[],[],[],[]]")).isInstanceOf(InputValue.Sequence.class);
  }

  @Test
  void refusesIntegersPythonWouldNotConvert() throws JsonProcessingException {
    String longest = "9".repeat(4300);

    assertThat(new JsonReader(1).read(longest)).isEqualTo(new InputValue.Numeral(longest, true));
    assertThat(new JsonReader(1).read("-" + longest))
        .isEqualTo(new InputValue.Numeral("-" + longest, true));
    assertThatThrownBy(() -> new JsonReader(1).read(longest + "9"))
        .isInstanceOf(JsonProcessingException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-12, -12",
    "1.5, 1.5",
    "1.0, 1.0",
    "1e2, 100.0",
    "-0.25, -0.25",
    "1e16, 1e+16",
    "1e999, inf"
  })
  void keepsNumbersAsText(String written, String kept) throws JsonProcessingException {
    assertThat(new JsonReader(1).read(written))
        .isInstanceOfSatisfying(
            InputValue.Numeral.class, number -> assertThat(number.printed()).isEqualTo(kept));
  }

  @Test
  void keepsTheLastOfMembersOfOneName() throws JsonProcessingException {
    assertThat(new JsonReader(3).read("{\"a\": 1, \"b\": [2, {\"c\": 3}], \"a\": null}"))
        .isEqualTo(
            new InputValue.Mapping(
                Map.of(
                    "a",
                    new InputValue.Null(),
                    "b",
                    new InputValue.Sequence(
                        List.of(
                            new InputValue.Numeral("2", true),
                            new InputValue.Mapping(Map.of()))))));
  }

  @Test
  void keepsTheMembersOfObjectsThatAreMembersOfTheOutermostAndNoDeeper()
      throws JsonProcessingException {
    InputValue.Mapping nothing = new InputValue.Mapping(Map.of());

    assertThat(new JsonReader(4).read("{\"a\": {\"b\": true, \"c\": {\"d\": 1}}}"))
        .isEqualTo(
            new InputValue.Mapping(
                Map.of(
                    "a",
                    new InputValue.Mapping(Map.of("b", new InputValue.Bool(true), "c", nothing)))));
    assertThat(new JsonReader(4).read("[{\"a\": 1}]"))
        .isEqualTo(new InputValue.Sequence(List.of()));
  }

  /** What parsers that mean well let pass. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "[1 2]",
        "nul",
        "truely",
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "0x1",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\t\"",
        "/**/1",
        "1 // one",
        "# one\n1",
        "1 1",
        "{} {}",
        "[1]]",
        "\u00a01"
      })
  void refusesWhatIsNoJson(String document) {
    assertThatThrownBy(() -> new JsonReader(9).read(document))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void refusesAByteOrderMark() {
    byte[] body = "\uFEFF{}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> new BodyParser(100, 9).parse("application/json", body))
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.status()).isEqualTo(400));
  }

  @Test
  void keepsLoneSurrogatesAndJoinsPairs() throws JsonProcessingException {
    assertThat(new JsonReader(1).read("\"\\ud800x\\ud83d\\ude00\""))
        .isEqualTo(new InputValue.Text("\uD800x\uD83D\uDE00"));
  }
}
