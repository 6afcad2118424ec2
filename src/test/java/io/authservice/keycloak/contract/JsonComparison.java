package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a JSON value is not the recorded one, in whose texts some placeholders may be left. */
final class JsonComparison {
  private static final String ANY_INT = "{any int}";
  private static final String ANY_ID = "{any id}";
  private static final String ANY_TOKEN = "{any token}";

  /** Shorter ones are none. */
  private static final int TOKEN_LENGTH = 8;

  private final List<String> found = new ArrayList<>();

  private JsonComparison() {}

  /**
   * @param where what the value is called in the differences
   * @return one sentence for each difference
   */
  static List<String> of(String where, JsonNode recorded, JsonNode came) {
    JsonComparison comparison = new JsonComparison();
    comparison.compare(where, recorded, came);
    return List.copyOf(comparison.found);
  }

  private void compare(String where, JsonNode recorded, JsonNode came) {
    if (recorded.isObject() && came.isObject()) {
      compareObjects(where, recorded, came);
    } else if (recorded.isArray() && came.isArray() && recorded.size() == came.size()) {
      for (int index = 0; index < recorded.size(); index++) {
        compare(where + "[" + index + "]", recorded.get(index), came.get(index));
      }
    } else if (!isTheSame(recorded, came)) {
      found.add(where + ": recorded " + recorded + ", came " + came);
    }
  }

  private void compareObjects(String where, JsonNode recorded, JsonNode came) {
    Set<String> missing = names(recorded);
    missing.removeAll(names(came));
    Set<String> added = names(came);
    added.removeAll(names(recorded));
    missing.forEach(name -> found.add(where + "." + name + ": recorded and missing"));
    added.forEach(name -> found.add(where + "." + name + ": not recorded, came " + came.get(name)));
    recorded.properties().stream()
        .filter(member -> came.has(member.getKey()))
        .forEach(
            member ->
                compare(
                    where + "." + member.getKey(), member.getValue(), came.get(member.getKey())));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean isTheSame(JsonNode recorded, JsonNode came) {
    if (!recorded.isTextual()) {
      return recorded.equals(came)
          || (recorded.isIntegralNumber()
              && came.isIntegralNumber()
              && recorded.bigIntegerValue().equals(came.bigIntegerValue()));
    }
    String text = recorded.textValue();
    return switch (text) {
      case ANY_INT, ANY_ID -> came.isIntegralNumber();
      case ANY_TOKEN -> came.isTextual() && came.textValue().length() >= TOKEN_LENGTH;
      case Placeholders.ANY -> came.isValueNode() && !came.isNull();
      default -> came.isTextual() && pattern(text).matcher(came.textValue()).matches();
    };
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        Arrays.stream(text.split(Pattern.quote(Placeholders.ANY), -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
