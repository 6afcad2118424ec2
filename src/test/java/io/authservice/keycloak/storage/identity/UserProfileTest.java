package io.authservice.keycloak.storage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserField.Kind;
import io.authservice.keycloak.account.UserField.Writer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.theme.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The user profile of the realm template has every field of a user, as it is declared. */
class UserProfileTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode attributes;
  private final String profile;

  UserProfileTest() throws IOException {
    JsonNode realm = JSON.readTree(ProjectFiles.ofTheBuild().realm().toFile());
    profile =
        realm
            .at("/components/org.keycloak.userprofile.UserProfileProvider/0/config")
            .path("kc.user.profile.config")
            .path(0)
            .asText();
    attributes = JSON.readTree(profile).path("attributes");
  }

  private JsonNode attribute(UserField<?> field) {
    for (JsonNode attribute : attributes) {
      if (attribute.path("name").asText().equals(UserAttributes.nameOf(field))) {
        return attribute;
      }
    }
    throw new AssertionError("no attribute shows " + field);
  }

  @Test
  void hasAnAttributeForEachFieldAndNoOther() {
    List<String> names = new ArrayList<>();
    attributes.forEach(attribute -> names.add(attribute.path("name").asText()));

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    UserField.OF_ACCOUNT.stream().map(UserAttributes::nameOf),
                    Stream.of(UserAttributes.DJANGO_GROUPS))
                .toList());
  }

  @Test
  void letsNoTextBeLongerThanItsColumnAndFlagsBeTrueOrFalse() {
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      JsonNode validations = attribute(field).path("validations");
      if (field.kind() == Kind.TEXT) {
        assertThat(validations.at("/length/max").asInt())
            .as("%s", field)
            .isEqualTo(field.longest());
      }
      if (field.kind() == Kind.FLAG) {
        assertThat(validations.at("/options/options").toString())
            .as("%s", field)
            .isEqualTo("[\"true\",\"false\"]");
      }
    }
  }

  @Test
  void letsUsersEditWhatTheySetByTheApiAndNothingElse() {
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      assertThat(attribute(field).at("/permissions/edit").toString().contains("\"user\""))
          .as("%s", field)
          .isEqualTo(field.isSetBy(Writer.USERS));
    }
  }

  @Test
  void saysNothingThatHasNoMessage() throws IOException {
    assertThat(Pattern.compile("\\$\\{(authService\\w+)}").matcher(profile).results())
        .isNotEmpty()
        .extracting(named -> named.group(1))
        .isSubsetOf(Messages.of("src/main/resources/theme-resources", "en").stringPropertyNames());
  }
}
