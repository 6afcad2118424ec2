package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what a run knows in the place of what stands in braces. */
final class Placeholders {

  /** Stands for any text; left to whoever compares. */
  static final String ANY = "{any}";

  private static final Pattern NAMED =
      Pattern.compile("\\{([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)?)(?::([a-z]+))?}");
  private static final Pattern REPEATED = Pattern.compile("\\{repeat (\\d+) ([^}]+)}");
  private static final Pattern FILLED = Pattern.compile("\\{fill (\\d+)}");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern ID = Pattern.compile("\\{[a-z0-9-]+\\.id}");

  private final Function<String, Optional<String>> values;

  /**
   * @param values what a name stands for
   */
  Placeholders(Function<String, Optional<String>> values) {
    this.values = values;
  }

  /**
   * @throws IllegalArgumentException if a name stands for nothing
   */
  String fill(String text) {
    String named = NAMED.matcher(text).replaceAll(this::named);
    String repeated =
        REPEATED
            .matcher(named)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(2).repeat(Integer.parseInt(found.group(1)))));
    Matcher filling = FILLED.matcher(repeated);
    if (!filling.find()) {
      return repeated;
    }
    int rest = repeated.length() - filling.group().length();
    return filling.replaceFirst("a".repeat(Integer.parseInt(filling.group(1)) - rest));
  }

  private String named(MatchResult found) {
    if (found.group().equals(ANY)) {
      return Matcher.quoteReplacement(ANY);
    }
    String value =
        values
            .apply(found.group(1))
            .orElseThrow(
                () -> new IllegalArgumentException(found.group() + " stands for nothing here"));
    String change = found.group(2);
    return Matcher.quoteReplacement(change == null ? value : Change.called(change).of(value));
  }

  /** The same in all texts of a value. A text that is a user's id alone becomes a number. */
  JsonNode fill(JsonNode node) {
    if (node.isTextual()) {
      String filled = fill(node.textValue());
      return ID.matcher(node.textValue()).matches() && NUMBER.matcher(filled).matches()
          ? LongNode.valueOf(Long.parseLong(filled))
          : TextNode.valueOf(filled);
    }
    if (node.isArray()) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> filled.add(fill(element)));
      return filled;
    }
    if (node.isObject()) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(member -> filled.set(fill(member.getKey()), fill(member.getValue())));
      return filled;
    }
    return node;
  }
}
