package io.authservice.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "run", "ra1",
          "alice.id", "7",
          "alice.username", "ra1alice",
          "alice.oauth-access", "xyz",
          "alice.access", "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjV9.c2ln");

  private final Placeholders placeholders =
      new Placeholders(name -> Optional.ofNullable(VALUES.get(name)));

  @ParameterizedTest
  @CsvSource({
    "/api/users/{alice.id}/, /api/users/7/",
    "{alice.username:upper} {alice.oauth-access}, RA1ALICE xyz",
    "{repeat 3 ab}{repeat 2 ]}, ababab]]",
    "{run}{fill 11}@example, ra1@example",
    "{run}{fill 13}@example, ra1aa@example",
    "'{\"a\": {bad', '{\"a\": {bad'",
    "parse error - {any}, parse error - {any}",
    "{any token}, {any token}"
  })
  void aNameIsReplacedByWhatItStandsFor(String text, String filled) {
    assertThat(placeholders.fill(text)).isEqualTo(filled);
  }

  @Test
  void aNameThatStandsForNothingIsAFault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> placeholders.fill("{bob.id}"))
        .withMessageContaining("{bob.id}");
  }

  @Test
  void anIdAloneIsANumber() throws JsonProcessingException {
    JsonNode filled =
        placeholders.fill(
            new ObjectMapper()
                .readTree(
                    "{\"{run}\": [\"{alice.id}\", \"{alice.id:text}\", \"no {alice.id}\", 1, null]}"));

    assertThat(filled).hasToString("{\"ra1\":[7,\"7\",\"no 7\",1,null]}");
  }

  @ParameterizedTest
  @CsvSource({
    "tampered, [^.]+\\.eyJleHAiOjV9\\.[^.]+",
    "unsigned, [^.]+\\.eyJleHAiOjV9\\.",
    "cut, [^.]+\\.eyJleHAiOjV9",
    "expired, [^.]+\\.eyJleHAiOjEwMDAwMDAwMDB9\\.[^.]+"
  })
  void aTokenIsMadeBad(String how, String pattern) {
    assertThat(placeholders.fill("{alice.access:" + how + "}"))
        .isNotEqualTo(VALUES.get("alice.access"))
        .matches(pattern);
  }
}
