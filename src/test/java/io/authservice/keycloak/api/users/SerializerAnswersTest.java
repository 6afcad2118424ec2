package io.authservice.keycloak.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.Validated;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the user form with answers a Django REST framework 3.14 serializer of the same fields
 * gave to the same bytes. In the table a body's characters stand for its bytes.
 */
final class SerializerAnswersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNREADABLE = "JSON parse error - ";

  static Stream<Named<JsonNode>> answers() throws IOException {
    try (InputStream table =
        SerializerAnswersTest.class.getResourceAsStream("serializer-answers.json")) {
      List<Named<JsonNode>> rows = new ArrayList<>();
      for (JsonNode row : JSON.readTree(table)) {
        String name = row.path("kind").asText() + " " + row.path("body").asText();
        rows.add(Named.of(name.length() > 120 ? name.substring(0, 120) : name, row));
      }
      return rows.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answersLikeTheSerializer(JsonNode row) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    try {
      RequestBody body =
          new BodyParser(1 << 20, 100)
              .parse(
                  row.path("type").asText(),
                  row.path("body").asText().getBytes(StandardCharsets.ISO_8859_1));
      UserFormRules rules = new UserFormRules(row.path("email").asBoolean(), true);
      UserForm form = new UserForm();
      Validated<UserInput> read =
          row.path("partial").asBoolean()
              ? form.update(body, rules, name -> false)
              : form.create(body, rules, name -> false);
      if (read.errors().isEmpty()) {
        answer.set("valid", fields(read.value()));
      } else {
        answer.set("errors", JSON.valueToTree(read.errors().asMap()));
      }
    } catch (ApiException refused) {
      answer.put("status", refused.status());
      answer.set("detail", JSON.<ObjectNode>valueToTree(refused.body()).get("detail"));
    }

    assertThat(comparable(answer)).isEqualTo(comparable(expected((ObjectNode) row)));
  }

  private static ObjectNode expected(ObjectNode row) {
    return row.deepCopy().retain("valid", "errors", "status", "detail");
  }

  /** What it is that keeps JSON from being read is not part of the contract. */
  private static ObjectNode comparable(ObjectNode answer) {
    return answer.path("detail").asText().startsWith(UNREADABLE)
        ? answer.put("detail", UNREADABLE)
        : answer;
  }

  private static ObjectNode fields(UserInput input) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    put(fields, "username", input.get(UserField.USERNAME));
    put(fields, "email", input.get(UserField.EMAIL));
    put(fields, "first_name", input.get(UserField.FIRST_NAME));
    put(fields, "last_name", input.get(UserField.LAST_NAME));
    input.get(UserField.ACTIVE).ifPresent(active -> fields.put("is_active", active));
    put(fields, "password", input.get(UserField.PASSWORD));
    return fields;
  }

  private static void put(ObjectNode fields, String name, Optional<String> value) {
    value.ifPresent(text -> fields.put(name, text));
  }
}
