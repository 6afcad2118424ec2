package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.wire.error.ErrorCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages say, in each language. */
class MessagesTest {

  private static final Path REALM = Path.of("realm-export/auth-service-realm.json");
  private static final Path THEMES = Path.of("themes/auth-service");
  private static final Pattern FILE = Pattern.compile("messages_(\\w+)\\.properties");

  /** Each directory with messages, and each language but English that it has a file of. */
  static Stream<Arguments> translations() throws IOException {
    List<Arguments> translations = new ArrayList<>();
    for (Path directory :
        List.of(
            Path.of("src/main/resources/theme-resources"),
            THEMES.resolve("account"),
            THEMES.resolve("admin"),
            THEMES.resolve("email"),
            THEMES.resolve("login"))) {
      try (Stream<Path> files = Files.list(directory.resolve("messages"))) {
        files
            .map(file -> FILE.matcher(file.getFileName().toString()))
            .filter(Matcher::matches)
            .map(file -> file.group(1))
            .filter(language -> !language.equals("en"))
            .forEach(language -> translations.add(Arguments.of(directory.toString(), language)));
      }
    }
    return translations.stream();
  }

  @ParameterizedTest
  @MethodSource("translations")
  void whatIsSaidInEnglishIsSaidInEachLanguage(String directory, String language)
      throws IOException {
    Properties english = Messages.of(directory, "en");
    Properties other = Messages.of(directory, language);

    assertThat(keys(english)).isNotEmpty().isSubsetOf(keys(other));
    assertThat(keys(other))
        .allSatisfy(key -> assertThat(other.getProperty(key)).as(key).isNotBlank());
  }

  /** The API takes its words from there, and says what all themes say. */
  @Test
  void theLoginThemeSaysNothingOtherwise() throws IOException {
    assertThat(keys(Messages.of(THEMES.resolve("login").toString(), "en")))
        .doesNotContainAnyElementsOf(keys(Messages.of("src/main/resources/theme-resources", "en")));
  }

  @Test
  void eachLanguageIsOfferedByEveryThemeAndTheRealm() throws IOException {
    Set<String> languages =
        Stream.concat(Stream.of("en"), translations().map(arguments -> (String) arguments.get()[1]))
            .collect(Collectors.toSet());

    for (String type : List.of("account", "admin", "email", "login")) {
      assertThat(THEMES.resolve(type).resolve("theme.properties"))
          .content()
          .containsPattern("(?m)^locales=" + offered(languages) + "$");
    }
    assertThat(new ObjectMapper().readTree(REALM.toFile()).path("supportedLocales"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(languages);
  }

  private static String offered(Set<String> languages) {
    String any = "(" + String.join("|", languages) + ")";
    return any + "(," + any + "){" + (languages.size() - 1) + "}";
  }

  /** What a template says itself stays English in every language; the service's name may. */
  @Test
  void templatesLeaveAllWordsToMessages() throws IOException {
    for (Path root : List.of(THEMES, Path.of("src/main/resources/theme-resources"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path template : files.filter(file -> file.toString().endsWith(".ftl")).toList()) {
          assertThat(words(Files.readString(template)))
              .as("%s", template)
              .doesNotContainPattern("\\p{L}{2,}");
        }
      }
    }
  }

  private static String words(String template) {
    return template
        .replaceAll("(?s)<#--.*?-->", "")
        .replaceAll("(?s)<(style|script)\\b.*?</\\1>", "")
        .replaceAll("(?s)\\$\\{.*?}", "")
        .replaceAll("(?s)<#assign \\w+ = \\{.*?}>", "")
        .replaceAll("(?s)</?[#@]?[A-Za-z!](?:\"[^\"]*\"|[^<>\"])*>", "")
        .replace("Auth Service", "");
  }

  /** The administrators' page asks for its messages by what follows the prefix. */
  @Test
  void theConsolePageUsesEveryMessageItHasAndNoOther() throws IOException {
    StringBuilder scripts = new StringBuilder();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("src/main/resources/auth-service-console"), "*.js")) {
      for (Path file : files) {
        scripts.append(Files.readString(file));
      }
    }
    String prefix = "authServiceConsole";
    Set<String> known =
        keys(Messages.of("src/main/resources/theme-resources", "en")).stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .collect(Collectors.toSet());

    assertThat(known).isNotEmpty().allSatisfy(key -> assertThat(scripts).contains('"' + key + '"'));
    assertThat(Pattern.compile("\\bt\\(\"(\\w+)\"").matcher(scripts).results())
        .isNotEmpty()
        .allSatisfy(call -> assertThat(known).contains(call.group(1)));
  }

  /** The page goes by codes, which it would not miss if the server called them otherwise. */
  @Test
  void theConsolePageKnowsCodesThatTheServerAnswers() throws IOException {
    String errors = Files.readString(Path.of("src/main/resources/auth-service-console/errors.js"));
    String map = errors.replaceFirst("(?s).*const CODES = new Map\\(\\[(.*?)]\\);.*", "$1");

    assertThat(Pattern.compile("\\[\"(\\w+)\", \"\\w+\"]").matcher(map).results())
        .hasSizeGreaterThan(5)
        .extracting(entry -> entry.group(1))
        .isSubsetOf(Stream.of(ErrorCode.values()).map(ErrorCode::text).toList());
  }

  private static Set<String> keys(Properties messages) {
    return messages.stringPropertyNames();
  }
}
