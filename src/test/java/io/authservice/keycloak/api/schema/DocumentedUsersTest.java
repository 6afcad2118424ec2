package io.authservice.keycloak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserField.Kind;
import io.authservice.keycloak.account.UserField.Reader;
import io.authservice.keycloak.account.UserField.Writer;
import io.authservice.keycloak.testing.DocumentedApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document describes users by the fields that are declared. */
class DocumentedUsersTest {

  private static final Map<Kind, String> TYPES =
      Map.of(
          Kind.KEY, "integer",
          Kind.TEXT, "string",
          Kind.FLAG, "boolean",
          Kind.MOMENT, "string");

  private final JsonNode schemas = new DocumentedApi().document().at("/components/schemas");

  @Test
  void anAnswerHasWhatIsShownToClientsInOrder() {
    JsonNode user = schemas.path("User");
    List<String> required = new ArrayList<>();
    user.path("required").forEach(name -> required.add(name.asText()));

    assertThat(names(user)).isEqualTo(columns(field -> field.isShownTo(Reader.CLIENTS)));
    assertThat(required).isEqualTo(names(user));
    assertFieldsAreDescribed(user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NewUser", "UserChanges"})
  void aBodyHasWhatIsSet(String schema) {
    JsonNode body = schemas.path(schema);

    assertThat(names(body))
        .containsExactlyInAnyOrderElementsOf(columns(field -> field.isSetBy(Writer.STAFF)));
    assertFieldsAreDescribed(body);
  }

  private void assertFieldsAreDescribed(JsonNode schema) {
    for (UserField<?> field : UserField.ALL) {
      JsonNode property = meant(schema.path("properties").path(field.column()));
      if (!property.isMissingNode()) {
        assertThat(property.path("type").asText())
            .as("type of %s", field)
            .isEqualTo(TYPES.get(field.kind()));
        assertThat(property.path("maxLength").asInt())
            .as("length of %s", field)
            .isEqualTo(field.longest());
      }
    }
  }

  /** A part that several have is described in one place. */
  private JsonNode meant(JsonNode property) {
    String reference = property.path("$ref").asText();
    return reference.isEmpty()
        ? property
        : schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static List<String> names(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> columns(Predicate<UserField<?>> wanted) {
    return UserField.ALL.stream().filter(wanted).map(UserField::column).toList();
  }
}
