package io.authservice.keycloak.password.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we refuse, and what Django refused. */
class DjangoValidatorsTest {

  private static final Path VECTORS =
      Path.of("src/test/resources/password-validators/validators.jsonl");

  private final CommonPasswords common = CommonPasswords.ofDjango();

  @ParameterizedTest
  @CsvSource({"numeric, 20", "common, 20", "similarity, 500"})
  void refusesWhatDjangoRefusedAndNothingElse(String validator, int atLeast) throws IOException {
    List<JsonNode> vectors = vectors(validator);

    assertThat(vectors).hasSizeGreaterThan(atLeast);
    assertThat(vectors)
        .anyMatch(vector -> vector.get("refused").booleanValue())
        .anyMatch(vector -> !vector.get("refused").booleanValue())
        .allSatisfy(
            vector ->
                assertThat(isRefused(vector)).isEqualTo(vector.get("refused").booleanValue()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.09, 1.01, -1, Double.NaN})
  void aPartOutsideTheRangeIsNone(double most) {
    assertThatThrownBy(() -> new Similarity(most)).isInstanceOf(IllegalArgumentException.class);
  }

  private boolean isRefused(JsonNode vector) {
    String password = vector.get("password").textValue();
    return switch (vector.get("validator").textValue()) {
      case "numeric" -> Digits.areAllOf(password);
      case "common" -> common.has(password);
      default ->
          new Similarity(vector.get("maximum").doubleValue())
              .isExceededBy(password, vector.get("value").textValue());
    };
  }

  private static List<JsonNode> vectors(String validator) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> vectors = new ArrayList<>();
    for (String line : Files.readAllLines(VECTORS)) {
      JsonNode vector = mapper.readTree(line);
      if (vector.get("validator").textValue().equals(validator)) {
        vectors.add(vector);
      }
    }
    return vectors;
  }
}
