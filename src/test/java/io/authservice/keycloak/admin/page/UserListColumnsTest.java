package io.authservice.keycloak.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserField.Reader;
import io.authservice.keycloak.theme.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The administrators' list has a column, with its heading, for each field that they see. */
class UserListColumnsTest {

  private static final Path SCRIPTS = Path.of("src/main/resources/auth-service-console");

  @Test
  void showsEachFieldUnderAHeading() throws IOException {
    List<MatchResult> columns =
        Pattern.compile("\\[\"(\\w+)\", \"(\\w+)\"]")
            .matcher(list("fields.js", "COLUMNS"))
            .results()
            .toList();

    assertThat(columns)
        .extracting(column -> column.group(1))
        .containsExactlyInAnyOrderElementsOf(
            UserField.OF_ACCOUNT.stream()
                .filter(field -> field.isShownTo(Reader.ADMINISTRATORS))
                .map(UserField::column)
                .toList());
    assertThat(columns)
        .extracting(column -> "authServiceConsole" + column.group(2))
        .isSubsetOf(Messages.of("src/main/resources/theme-resources", "en").stringPropertyNames());
  }

  @Test
  void filtersByEachFlag() throws IOException {
    assertThat(Pattern.compile("\"(\\w+)\"").matcher(list("parameters.js", "FLAGS")).results())
        .extracting(name -> name.group(1))
        .containsExactlyInAnyOrderElementsOf(
            UserField.FLAGS.stream().map(UserField::column).toList());
  }

  /** Who adds or changes a user sets each text and each flag. */
  @Test
  void theFormHasEachFieldThatIsSet() throws IOException {
    String form = Files.readString(SCRIPTS.resolve("user-fields.js"));

    assertThat(Stream.concat(UserField.TEXTS.stream(), UserField.FLAGS.stream()))
        .extracting(UserField::column)
        .allSatisfy(column -> assertThat(form).containsPattern("(text|flag)\\(\\s*\"" + column));
  }

  private static String list(String script, String name) throws IOException {
    return Files.readString(SCRIPTS.resolve(script))
        .replaceFirst("(?s).*const " + name + " = \\[(.*?)];.*", "$1");
  }
}
