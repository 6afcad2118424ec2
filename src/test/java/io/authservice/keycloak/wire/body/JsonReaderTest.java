package io.authservice.keycloak.wire.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.wire.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                  .startsWith("{detail=JSON parse error - Too many levels of nesting");
            });
  }

  @Test
  void countsOpenBracketsAgainstTheLimit() throws JsonSyntaxException {
    assertThat(JsonReader.read("[[[]]]", 3)).isEqualTo(new InputValue.Sequence());
    assertThatThrownBy(() -> JsonReader.read("[[[[]]]]", 3))
        .hasMessage("Too many levels of nesting: line 1 column 4 (char 3)");
    assertThat(JsonReader.read("[[],[],[],[]]", 2)).isEqualTo(new InputValue.Sequence());
  }

  @Test
  void refusesIntegersPythonWouldNotConvert() throws JsonSyntaxException {
    String longest = "9".repeat(4300);

    assertThat(JsonReader.read(longest, 1)).isEqualTo(new InputValue.Numeral(longest, true));
    assertThat(JsonReader.read("-" + longest, 1))
        .isEqualTo(new InputValue.Numeral("-" + longest, true));
    assertThatThrownBy(() -> JsonReader.read(longest + "9", 1))
        .hasMessageStartingWith("Exceeds the limit (4300 digits)");
  }

  @Test
  void printsDoublesSoThatTheyReadBack() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(PythonNumber.repr(value))).isEqualTo(value);
      }
    }
  }

  @Test
  void keepsLoneSurrogatesAndJoinsPairs() throws JsonSyntaxException {
    assertThat(JsonReader.read("\"\\ud800x\\ud83d\\ude00\"", 1))
        .isEqualTo(new InputValue.Text("\uD800x\uD83D\uDE00"));
  }

  @Test
  void placesErrorsByCodePoint() {
    assertThatThrownBy(() -> JsonReader.read("[\"\uD83D\uDE00\",\n\"\uD83D\uDE00\" x]", 1))
        .hasMessage("Expecting ',' delimiter: line 2 column 5 (char 10)");
  }
}
