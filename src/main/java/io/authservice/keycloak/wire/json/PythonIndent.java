package io.authservice.keycloak.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/** Lays JSON out as Python's {@code json.dumps(indent=...)} does. For one document only. */
final class PythonIndent implements PrettyPrinter {

  private final int spaces;
  private int level;

  PythonIndent(int spaces) {
    this.spaces = spaces;
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator generator) throws IOException {
    generator.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator generator) throws IOException {
    generator.writeRaw('{');
    level++;
  }

  @Override
  public void writeEndObject(JsonGenerator generator, int entries) throws IOException {
    end(generator, entries, '}');
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator generator) throws IOException {
    generator.writeRaw(',');
    newLine(generator);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
    generator.writeRaw(": ");
  }

  @Override
  public void writeStartArray(JsonGenerator generator) throws IOException {
    generator.writeRaw('[');
    level++;
  }

  @Override
  public void writeEndArray(JsonGenerator generator, int values) throws IOException {
    end(generator, values, ']');
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
    generator.writeRaw(',');
    newLine(generator);
  }

  @Override
  public void beforeArrayValues(JsonGenerator generator) throws IOException {
    newLine(generator);
  }

  @Override
  public void beforeObjectEntries(JsonGenerator generator) throws IOException {
    newLine(generator);
  }

  private void end(JsonGenerator generator, int members, char bracket) throws IOException {
    level--;
    if (members > 0) {
      newLine(generator);
    }
    generator.writeRaw(bracket);
  }

  private void newLine(JsonGenerator generator) throws IOException {
    generator.writeRaw("\n" + " ".repeat(spaces * level));
  }
}
