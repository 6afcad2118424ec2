package io.authservice.keycloak.migration.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.row.ApplicationRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads dumped objects one at a time, of each what tables of ours have columns for, and no more
 * than a row may hold: all else is passed over without being kept. A file of a few kilobytes can
 * unpack to a row of any size.
 */
final class DumpReader {

  /** Values of one row, those of its lists included. */
  static final int MOST_VALUES = 20_000;

  /** Characters of one row's texts together. */
  static final int MOST_CHARACTERS = 1 << 20;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Unread columns of a row that are remembered by name. */
  private static final int MOST_UNREAD = 20;

  private static final int LONGEST_UNREAD = 100;

  /** Those of the tables that are read first. */
  static final Set<String> COLUMNS =
      Stream.of(
              UserField.ALL.stream().map(UserField::column),
              Arrays.stream(
                  ("groups user_permissions app_label model name content_type codename permissions"
                          + " token application access_token scope created expires revoked user")
                      .split(" ")),
              ApplicationRow.KNOWN.stream())
          .flatMap(columns -> columns)
          .collect(Collectors.toUnmodifiableSet());

  /** What Django's {@code AbstractBaseUser} has. */
  static final Set<String> OF_EVERY_USER = Set.of(UserColumns.PASSWORD, UserColumns.LAST_LOGIN);

  private final JsonParser parser;
  private final Predicate<String> isKnown;
  private final BiPredicate<String, String> isRead;
  private List<String> unread = new ArrayList<>();
  private long values;
  private long characters;

  /**
   * Nothing is read yet.
   *
   * @param isKnown whether objects of a model, as they name it, are of any concern
   * @param isRead whether a column of a model is; of no model where that is not known yet
   */
  DumpReader(JsonParser parser, Predicate<String> isKnown, BiPredicate<String, String> isRead) {
    this.parser = parser;
    this.isKnown = isKnown;
    this.isRead = isRead;
  }

  /**
   * One object as {@code {"model", "pk", "fields"}}, each of them missing if the object lacks it.
   *
   * @param unread some of the columns that hold something and were passed over
   * @param isTooLarge whether it holds more than a row may, and so is not all there
   */
  record Dumped(ObjectNode object, List<String> unread, boolean isTooLarge) {}

  /** The object whose first token the parser is at, which is then at its last. */
  Dumped read() throws IOException {
    values = 0;
    characters = 0;
    unread = new ArrayList<>();
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (member) {
        case "model", "pk" -> object.set(member, name(token));
        case "fields" -> object.set(member, fields(token, object));
        default -> parser.skipChildren();
      }
    }
    return new Dumped(object, unread, isFull());
  }

  /** What the object is called by is read whatever else it holds. */
  private JsonNode name(JsonToken token) throws IOException {
    long before = values;
    long charactersBefore = characters;
    values = 0;
    characters = 0;
    JsonNode name = scalar(token);
    values = before;
    characters = charactersBefore;
    return name;
  }

  /**
   * Of a foreign object only what tells users is noted. Django writes the model first; where it
   * comes later the fields are read in any case.
   */
  private boolean isForeign(ObjectNode object) {
    return object.has("model") && !isKnown.test(object.path("model").asText(""));
  }

  private JsonNode fields(JsonToken token, ObjectNode object) throws IOException {
    boolean foreign = isForeign(object);
    String model = object.path("model").asText("");
    ObjectNode fields = NODES.objectNode();
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return fields;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String column = parser.currentName();
      JsonToken value = parser.nextToken();
      if (foreign) {
        parser.skipChildren();
        if (OF_EVERY_USER.contains(column)) {
          fields.putNull(column);
        }
      } else if (isRead.test(model, column)) {
        fields.set(column, value(value));
      } else {
        parser.skipChildren();
        noteUnread(column, value);
      }
    }
    return fields;
  }

  private void noteUnread(String column, JsonToken value) {
    if (value != JsonToken.VALUE_NULL
        && unread.size() < MOST_UNREAD
        && column.length() <= LONGEST_UNREAD) {
      unread.add(column);
    }
  }

  /**
   * References are lists of ids, or of natural keys, which are lists themselves; some columns hold
   * JSON.
   */
  private JsonNode value(JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT && !isFull()) {
      ObjectNode object = NODES.objectNode();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String member = parser.currentName();
        JsonNode value = value(parser.nextToken());
        characters += member.length();
        if (!isFull()) {
          object.set(member, value);
        }
      }
      return object;
    }
    if (token != JsonToken.START_ARRAY) {
      return scalar(token);
    }
    ArrayNode list = NODES.arrayNode();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      JsonNode element = value(next);
      if (!isFull()) {
        list.add(element);
      }
    }
    return list;
  }

  private JsonNode scalar(JsonToken token) throws IOException {
    values++;
    if (isFull() || !token.isScalarValue()) {
      parser.skipChildren();
      // Of no type that a column has.
      return NODES.objectNode();
    }
    return switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      default -> text();
    };
  }

  private JsonNode text() throws IOException {
    String text = parser.getText();
    characters += text.length();
    return NODES.textNode(isFull() ? "" : text);
  }

  private boolean isFull() {
    return values > MOST_VALUES || characters > MOST_CHARACTERS;
  }
}
