package io.authservice.keycloak.wire.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON documents (RFC 8259), strictly. Only the members of an outermost object are kept, and
 * the items of their arrays and the members of their objects. Safe for use by several threads.
 */
final class JsonReader {

  /** How many are open in what is the member of an outermost object, or item of an array. */
  private static final int FIELD_DEPTH = 2;

  /** Python refuses to convert longer integers (CVE-2020-10735). */
  private static final int MAX_DIGITS = 4300;

  private static final InputValue.Mapping NESTED = new InputValue.Mapping(Map.of());

  private final JsonFactory factory;

  /**
   * Reads with a limit.
   *
   * @param maxDepth how many arrays and objects may be open at once
   */
  JsonReader(int maxDepth) {
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxNumberLength(MAX_DIGITS)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            // Names are what a client makes up: none is to be remembered.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
  }

  /**
   * Reads one document and nothing after it.
   *
   * @throws JsonProcessingException if it is none, or nests or counts too far
   */
  InputValue read(String document) throws JsonProcessingException {
    try (JsonParser parser = factory.createParser(document)) {
      InputValue value = value(parser, parser.nextToken(), 0, true);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "Extra data");
      }
      return value;
    } catch (JsonProcessingException refused) {
      throw refused;
    } catch (IOException impossible) {
      throw new IllegalStateException("A string can be read", impossible);
    }
  }

  /**
   * @param named whether it is the whole document or the member of an object
   */
  private static InputValue value(
      JsonParser parser, @Nullable JsonToken token, int depth, boolean named) throws IOException {
    if (token == null) {
      throw new JsonParseException(parser, "Expecting value");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, depth + 1, named);
      case START_ARRAY -> array(parser, depth + 1);
      case VALUE_STRING -> new InputValue.Text(parser.getText());
      case VALUE_NUMBER_INT -> new InputValue.Numeral(parser.getBigIntegerValue().toString(), true);
      case VALUE_NUMBER_FLOAT ->
          new InputValue.Numeral(PythonNumber.repr(parser.getDoubleValue()), false);
      case VALUE_TRUE, VALUE_FALSE -> new InputValue.Bool(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> new InputValue.Null();
      default -> throw new JsonParseException(parser, "Expecting value");
    };
  }

  private static InputValue object(JsonParser parser, int depth, boolean named) throws IOException {
    boolean kept = named && depth <= FIELD_DEPTH;
    Map<String, InputValue> members = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      InputValue value = value(parser, parser.nextToken(), depth, true);
      if (kept) {
        members.put(name, value);
      }
    }
    return kept ? new InputValue.Mapping(members) : NESTED;
  }

  private static InputValue array(JsonParser parser, int depth) throws IOException {
    List<InputValue> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      InputValue item = value(parser, token, depth, false);
      if (depth == FIELD_DEPTH) {
        items.add(item);
      }
    }
    return new InputValue.Sequence(items);
  }
}
