package io.authservice.keycloak.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values and sets of headers that files declare once and call by a name. */
final class Notation {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Pattern NAME = Pattern.compile("([a-z][a-z-]*)(?: (\\{.*))?");
  private static final Set<String> LITERALS = Set.of("true", "false", "null");

  private final Map<String, Map<String, String>> headers = new HashMap<>();
  private final Map<String, JsonNode> values = new HashMap<>();

  /** Begins a set of headers. */
  void declareHeaders(String name) {
    if (headers.put(name, new LinkedHashMap<>()) != null) {
      throw new IllegalArgumentException("headers " + name + " are declared twice");
    }
  }

  /** A line of a set that was begun. */
  void addHeader(String set, Header header) {
    headers(set);
    headers.get(set).put(header.name().toLowerCase(Locale.ROOT), header.value());
  }

  Map<String, String> headers(String name) {
    Map<String, String> set = headers.get(name);
    if (set == null) {
      throw new IllegalArgumentException("no headers are called " + name);
    }
    return Map.copyOf(set);
  }

  void declareValue(String name, String json) {
    if (values.put(name, json(json)) != null) {
      throw new IllegalArgumentException("the value " + name + " is declared twice");
    }
  }

  /** JSON, or the name of a declared value, which members in braces after it replace or extend. */
  JsonNode value(String text) {
    Matcher named = NAME.matcher(text);
    if (!named.matches() || LITERALS.contains(text)) {
      return json(text);
    }
    JsonNode value = values.get(named.group(1));
    if (value == null) {
      throw new IllegalArgumentException("no value is called " + named.group(1));
    }
    return named.group(2) == null ? value : with(value, json(named.group(2)));
  }

  private static JsonNode with(JsonNode value, JsonNode members) {
    ObjectNode changed = value.deepCopy();
    changed.setAll((ObjectNode) members);
    return changed;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + text, e);
    }
  }

  /** A line with a colon; a value that blanks begin or end stands in quotes. */
  Header header(String line) {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("no header: " + line);
    }
    String value = line.substring(colon + 1).strip();
    return new Header(
        line.substring(0, colon), value.startsWith("\"") ? json(value).textValue() : value);
  }
}
