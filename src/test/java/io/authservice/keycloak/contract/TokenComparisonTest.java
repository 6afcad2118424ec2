package io.authservice.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenComparisonTest {

  /** At midnight, which is the second 1577836800. */
  private static final Header DATE = new Header("Date", "Wed, 1 Jan 2020 00:00:00 GMT");

  private static final String TOKEN =
      encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"1\"}")
          + "."
          + encoded("{\"iat\":1577836795,\"exp\":1577837101,\"user_id\":7,\"sid\":\"x\"}")
          + ".c2ln";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}",
        "{\"header\": {\"typ\": \"JWT\", \"alg\": \"{any}\"}}",
        "{\"claims\": {\"user_id\": 7, \"exp\": \"{any int}\"}}",
        "{\"left\": 300, \"lifetime\": 300}"
      })
  void whatIsRecordedIsThere(String recorded) throws JsonProcessingException {
    assertThat(differences(TOKEN, recorded)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"header\": {\"typ\": \"at+jwt\"}} | access header.typ: recorded \"at+jwt\", came \"JWT\"",
        "{\"claims\": {\"user_id\": \"7\"}} | access claims.user_id: recorded \"7\", came 7",
        "{\"claims\": {\"jti\": \"{any}\"}} | access claims.jti: recorded and missing",
        "{\"left\": 320} | access left: recorded 320 seconds, came 301",
        "{\"lifetime\": 290} | access lifetime: recorded 290 seconds, came 306"
      })
  void whatIsMissingOrAnotherIsSaid(String recorded, String difference)
      throws JsonProcessingException {
    assertThat(differences(TOKEN, recorded)).containsExactly(difference);
  }

  @Test
  void whatIsNoJwtIsNone() throws JsonProcessingException {
    assertThat(differences("abc", "{}")).containsExactly("access: recorded a JWT, came abc");
  }

  private static List<String> differences(String token, String recorded)
      throws JsonProcessingException {
    Came came = new Came(200, List.of(DATE), "{\"access\": \"" + token + "\"}");
    return new TokenComparison(came).of(Map.of("access", new ObjectMapper().readTree(recorded)));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
