package io.authservice.keycloak.wire.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * Writes answers as the bytes Django REST framework's JSON renderer writes: compact UTF-8, only the
 * line and paragraph separators escaped besides what JSON asks for. Thread-safe.
 */
public final class JsonWriter {

  private final ObjectWriter writer;

  /** Makes the one instance a server needs. */
  public JsonWriter() {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .characterEscapes(new PythonEscapes())
            // With escapes of one's own, characters beyond U+FFFF are otherwise escaped too.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            // The stream belongs to the caller, who may write on.
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    this.writer = new ObjectMapper(factory).writer();
  }

  /** The body as compact JSON. */
  public byte[] write(Object body) {
    return write(body, 0);
  }

  /**
   * The body as JSON.
   *
   * @param indent spaces per level; 0 for compact
   */
  public byte[] write(Object body, int indent) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = generator(bytes, indent)) {
      generator.writePOJO(body);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes rows as a compact array, one at a time. Flushes the stream, but does not close it.
   *
   * @throws IOException if the stream fails
   */
  public void writeArray(OutputStream out, Iterator<? extends JsonRow> rows) throws IOException {
    writeArray(out, rows, 0);
  }

  /**
   * Writes rows as an array, one at a time. Flushes the stream, but does not close it.
   *
   * @param indent spaces per level; 0 for compact
   * @throws IOException if the stream fails
   */
  public void writeArray(OutputStream out, Iterator<? extends JsonRow> rows, int indent)
      throws IOException {
    // Closing would complete the array of a listing that broke off, hiding the break.
    @SuppressWarnings("resource")
    JsonGenerator generator = generator(out, indent);
    generator.writeStartArray();
    while (rows.hasNext()) {
      rows.next().write(generator);
    }
    generator.writeEndArray();
    generator.close();
  }

  private JsonGenerator generator(OutputStream out, int indent) throws IOException {
    JsonGenerator generator = writer.createGenerator(out, JsonEncoding.UTF8);
    return indent == 0 ? generator : generator.setPrettyPrinter(new PythonIndent(indent));
  }
}
