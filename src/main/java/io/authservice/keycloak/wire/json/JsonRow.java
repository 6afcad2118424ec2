package io.authservice.keycloak.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/**
 * One of many rows that are written one after the other, without what would slow that down; alone,
 * or within another body, it is written the same.
 */
@FunctionalInterface
public interface JsonRow extends JsonSerializable {

  /** Writes the row as one JSON object. */
  void write(JsonGenerator generator) throws IOException;

  @Override
  default void serialize(JsonGenerator generator, SerializerProvider serializers)
      throws IOException {
    write(generator);
  }

  @Override
  default void serializeWithType(
      JsonGenerator generator, SerializerProvider serializers, TypeSerializer type)
      throws IOException {
    write(generator);
  }
}
