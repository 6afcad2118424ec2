package io.authservice.keycloak.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** One of many rows that are written one after the other, without what would slow that down. */
@FunctionalInterface
public interface JsonRow {

  /** Writes the row as one JSON object. */
  void write(JsonGenerator generator) throws IOException;
}
