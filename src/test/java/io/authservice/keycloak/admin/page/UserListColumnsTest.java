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
import org.junit.jupiter.api.Test;

/** The administrators' list has a column, with its heading, for each field that they see. */
class UserListColumnsTest {

  private final String script;

  UserListColumnsTest() throws IOException {
    script = Files.readString(Path.of("src/main/resources/auth-service-console/users.js"));
  }

  @Test
  void showsEachFieldUnderAHeading() throws IOException {
    List<MatchResult> columns =
        Pattern.compile("\\[\"(\\w+)\", \"(\\w+)\"]").matcher(list("COLUMNS")).results().toList();

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
  void filtersByEachFlag() {
    assertThat(Pattern.compile("\"(\\w+)\"").matcher(list("FILTERS")).results())
        .extracting(name -> name.group(1))
        .containsExactlyInAnyOrderElementsOf(
            UserField.FLAGS.stream().map(UserField::column).toList());
  }

  private String list(String name) {
    return script.replaceFirst("(?s).*const " + name + " = \\[(.*?)];.*", "$1");
  }
}
