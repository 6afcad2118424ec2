package io.authservice.keycloak.storage.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.theme.Messages;
import java.io.IOException;
import java.text.MessageFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every refusal of settings, and its translations. */
class RefusalMessagesTest {

  private static final String THEME = "src/main/resources/theme-resources";
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  @Test
  void everyRefusalIsSaidInGermanAndNothingElseIs() throws IOException {
    Map<String, String> german = refusals("de");

    assertThat(german.keySet()).isEqualTo(english().keySet());
    assertThat(german)
        .allSatisfy(
            (name, pattern) ->
                assertThat(places(pattern)).as(name).isEqualTo(places(english().get(name))));
  }

  @Test
  void englishIsSaidInTheCodeAlone() throws IOException {
    assertThat(refusals("en")).isEmpty();
  }

  /** A brace or an apostrophe too many would swallow a value, or the whole message. */
  @Test
  void everyPlaceIsFilled() throws IOException {
    Object[] values = {"<0>", "<1>", "<2>", "<3>"};

    for (Map<String, String> patterns : Set.of(english(), refusals("de"))) {
      assertThat(patterns)
          .allSatisfy(
              (name, pattern) ->
                  assertThat(MessageFormat.format(pattern, values))
                      .isEqualTo(PLACE.matcher(pattern).replaceAll("<$1>")));
    }
  }

  /** By the names, of which both enums share the one list of keys. */
  private static Map<String, String> english() {
    Map<String, String> patterns = new TreeMap<>();
    for (DatabaseRefusal refusal : DatabaseRefusal.values()) {
      patterns.put(refusal.name(), refusal.pattern());
    }
    for (SettingRefusal refusal : SettingRefusal.values()) {
      assertThat(patterns.put(refusal.name(), refusal.pattern())).as(refusal.name()).isNull();
    }
    return patterns;
  }

  private static Map<String, String> refusals(String language) throws IOException {
    Properties messages = Messages.of(THEME, language);
    String prefix = SettingErrorMessages.PREFIX;
    return messages.stringPropertyNames().stream()
        .filter(key -> key.startsWith(prefix))
        .collect(Collectors.toMap(key -> key.substring(prefix.length()), messages::getProperty));
  }

  private static Set<String> places(String pattern) {
    return PLACE.matcher(pattern).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
