package io.authservice.keycloak.migration.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.persistence.model.ModelRow;
import io.authservice.keycloak.persistence.model.ModelValueException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a dump as a row. Dumps speak of fields: a column {@code organisation_id} is the
 * field {@code organisation} there, and that of the primary key stands apart.
 *
 * @param key the column of the primary key, where it may be another than {@code id}
 */
record DumpedRow(JsonNode pk, JsonNode fields, String key) implements ModelRow {

  private static final String REFERENCE = "_id";

  @Override
  public @Nullable Object value(String column) {
    JsonNode node = node(column);
    if (node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.isIntegralNumber() && node.canConvertToLong()
          ? (Object) node.longValue()
          : (Object) node.doubleValue();
    }
    return node.toString();
  }

  @Override
  public @Nullable String json(String column) {
    JsonNode node = node(column);
    return node.isNull() ? null : node.toString();
  }

  JsonNode node(String column) {
    JsonNode found = find(column);
    if (found.isMissingNode()) {
      throw new ModelValueException(column + " is missing");
    }
    return found;
  }

  /** Missing if the object has no such field. */
  JsonNode find(String column) {
    if (fields.has(column)) {
      return fields.path(column);
    }
    String field = fieldOf(column);
    if (fields.has(field)) {
      return fields.path(field);
    }
    return column.equals(key) || column.equals(UserColumns.ID) ? pk : fields.path(column);
  }

  /** The field of a column that refers to a row. */
  static String fieldOf(String column) {
    return column.endsWith(REFERENCE) && column.length() > REFERENCE.length()
        ? column.substring(0, column.length() - REFERENCE.length())
        : column;
  }

  /** A reference as a text, by natural key behind {@link #natural}; empty if it is to nothing. */
  static Optional<String> reference(JsonNode node) {
    if (node.isValueNode()) {
      return node.isNull() ? Optional.empty() : Optional.of(node.asText());
    }
    return node.isArray() && node.size() == 1 && node.path(0).isTextual()
        ? Optional.of(natural(node.path(0).textValue()))
        : Optional.empty();
  }

  /** No id begins so. */
  static String natural(String name) {
    return "\0" + name;
  }

  /** Shows no value. */
  @Override
  public String toString() {
    return "DumpedRow[" + pk + "]";
  }
}
