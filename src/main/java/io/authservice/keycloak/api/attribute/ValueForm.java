package io.authservice.keycloak.api.attribute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.key.UserIdKind;

/**
 * What a value looks like to clients: by the word of Django REST framework's {@code SimpleMetadata}
 * for it, and by its JSON Schema.
 */
public enum ValueForm {
  INTEGER("integer", "integer", "int64"),
  UUID("string", "string", "uuid"),
  TEXT("string", "string", ""),
  FLAG("boolean", "boolean", ""),
  MOMENT("datetime", "string", "date-time"),
  /** Anything. */
  JSON("field", "", "");

  private final String word;
  private final String type;
  private final String format;

  ValueForm(String word, String type, String format) {
    this.word = word;
    this.type = type;
    this.format = format;
  }

  static ValueForm of(UserIdKind ids) {
    return ids == UserIdKind.UUID ? UUID : INTEGER;
  }

  static ValueForm of(ExtraAttribute.Kind kind) {
    return switch (kind) {
      case TEXT -> TEXT;
      case INTEGER -> INTEGER;
      case BOOLEAN -> FLAG;
      case MOMENT -> MOMENT;
      case JSON -> JSON;
    };
  }

  /** As an answer to OPTIONS calls it. */
  public String word() {
    return word;
  }

  /** A schema of a value that is always there. */
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (!type.isEmpty()) {
      schema.put("type", type);
    }
    return formatted(schema);
  }

  /** A schema of a value that may be null. */
  ObjectNode schemaOrNull() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (!type.isEmpty()) {
      ArrayNode types = schema.putArray("type");
      types.add(type).add("null");
    }
    return formatted(schema);
  }

  private ObjectNode formatted(ObjectNode schema) {
    return format.isEmpty() ? schema : schema.put("format", format);
  }
}
