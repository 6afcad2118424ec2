package io.authservice.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonComparisonTest {

  static Stream<Arguments> same() {
    return Stream.of(
        Arguments.of("{\"a\": [1, true, null]}", "{\"a\": [1, true, null]}"),
        Arguments.of("{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}"),
        Arguments.of("\"{any}\"", "\"x\""),
        Arguments.of("\"{any int}\"", "3"),
        Arguments.of("\"{any id}\"", "30000000000"),
        Arguments.of("\"{any token}\"", "\"12345678\""),
        Arguments.of("\"error - {any}\"", "\"error - of\\nthis kind\""),
        Arguments.of("\"a.c\"", "\"a.c\""));
  }

  @ParameterizedTest
  @MethodSource("same")
  void theseAreTheSame(String recorded, String came) {
    assertThat(JsonComparison.of("body", json(recorded), json(came))).isEmpty();
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of("1", "2", "body: recorded 1, came 2"),
        Arguments.of("1", "1.0", "body: recorded 1, came 1.0"),
        Arguments.of("1", "\"1\"", "body: recorded 1, came \"1\""),
        Arguments.of("1", "true", "body: recorded 1, came true"),
        Arguments.of("null", "\"\"", "body: recorded null, came \"\""),
        Arguments.of("\"a.c\"", "\"abc\"", "body: recorded \"a.c\", came \"abc\""),
        Arguments.of("\"{any}\"", "null", "body: recorded \"{any}\", came null"),
        Arguments.of("\"{any int}\"", "\"3\"", "body: recorded \"{any int}\", came \"3\""),
        Arguments.of("\"{any id}\"", "1.5", "body: recorded \"{any id}\", came 1.5"),
        Arguments.of("\"{any token}\"", "\"x\"", "body: recorded \"{any token}\", came \"x\""),
        Arguments.of("\"a {any}\"", "\"b c\"", "body: recorded \"a {any}\", came \"b c\""),
        Arguments.of("[1]", "[1, 2]", "body: recorded [1], came [1,2]"),
        Arguments.of("{\"a\": [[1]]}", "{\"a\": [[3]]}", "body.a[0][0]: recorded 1, came 3"),
        Arguments.of("{\"a\": 1}", "{}", "body.a: recorded and missing"),
        Arguments.of("{}", "{\"a\": 1}", "body.a: not recorded, came 1"),
        Arguments.of("{}", "[]", "body: recorded {}, came []"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void theseAreNot(String recorded, String came, String difference) {
    assertThat(JsonComparison.of("body", json(recorded), json(came))).containsExactly(difference);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListOfUsersHasTheirOrderAndMembers(String came, List<String> differences) {
    JsonNode among = json("[{\"id\": 2, \"username\": \"a\"}]");

    assertThat(UserListComparison.of(among, json(came))).isEqualTo(differences);
  }

  static Stream<Arguments> lists() {
    String user = "{\"id\": 2, \"username\": \"a\"}";
    return Stream.of(
        Arguments.of("[{\"id\": 1, \"username\": \"b\"}, " + user + "]", List.of()),
        Arguments.of(
            "[" + user + ", {\"id\": 1, \"username\": \"b\"}]",
            List.of("body: recorded in the order of ids, came [2, 1]")),
        Arguments.of(
            "[{\"id\": 1, \"username\": \"b\"}]",
            List.of("body: recorded and missing: {\"id\":2,\"username\":\"a\"}")),
        Arguments.of(
            "[" + user + ", {\"id\": 3, \"username\": \"b\", \"password\": \"x\"}]",
            List.of("body: not recorded of any user: [password]")),
        Arguments.of("{\"id\": 2}", List.of("body: recorded a list of users, came {\"id\":2}")));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
