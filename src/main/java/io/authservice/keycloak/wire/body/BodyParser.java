package io.authservice.keycloak.wire.body;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.authservice.keycloak.wire.error.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads request bodies: JSON, URL-encoded forms and multipart forms. */
public final class BodyParser {

  private static final MediaType JSON = MediaType.parse("application/json");
  private static final MediaType FORM = MediaType.parse("application/x-www-form-urlencoded");
  private static final MediaType MULTIPART = MediaType.parse("multipart/form-data");

  private final int maxBytes;
  private final JsonReader json;

  /**
   * Sets the limits.
   *
   * @param maxBytes the largest body, in bytes
   * @param maxDepth how deep JSON may nest
   */
  public BodyParser(int maxBytes, int maxDepth) {
    this.maxBytes = maxBytes;
    this.json = new JsonReader(maxDepth);
  }

  /**
   * Reads a body from where it arrives, and no further than the limit.
   *
   * @param contentTypeHeader as for {@link #parse(String, byte[])}
   * @throws ApiException as there, and 408 if it broke off
   */
  public RequestBody parse(@Nullable String contentTypeHeader, InputStream body) {
    return parse(contentTypeHeader, bytes(body));
  }

  private byte[] bytes(InputStream body) {
    try {
      return body.readNBytes(maxBytes + 1);
    } catch (IOException brokenOff) {
      throw ApiException.bodyIncomplete();
    }
  }

  /**
   * Reads a body. No bytes make an empty body whatever the type.
   *
   * @param contentTypeHeader the Content-Type header; null when there is none
   * @throws ApiException 400 for a body that does not fit its type, 413 for one too large, 415 for
   *     a type that is not read
   */
  public RequestBody parse(@Nullable String contentTypeHeader, byte[] body) {
    if (body.length > maxBytes) {
      throw ApiException.payloadTooLarge();
    }
    if (body.length == 0) {
      return RequestBody.empty();
    }
    String header = contentTypeHeader == null ? "" : contentTypeHeader;
    MediaType type = MediaType.parse(header);
    Charset charset =
        type.parameter("charset").flatMap(PythonCharset::named).orElse(StandardCharsets.UTF_8);
    if (JSON.matches(type)) {
      return json(body, charset);
    }
    if (FORM.matches(type)) {
      return RequestBody.form(UrlEncodedForm.read(body, charset));
    }
    if (MULTIPART.matches(type)) {
      return RequestBody.form(MultipartForm.read(body, header, charset));
    }
    throw ApiException.unsupportedMediaType(header);
  }

  private RequestBody json(byte[] body, Charset charset) {
    try {
      return RequestBody.json(json.read(decode(body, charset)));
    } catch (JsonProcessingException error) {
      throw unreadable(error.getOriginalMessage() + place(error.getLocation()));
    }
  }

  private static String place(@Nullable JsonLocation place) {
    return place == null
        ? ""
        : ": line %d column %d".formatted(place.getLineNr(), place.getColumnNr());
  }

  private static String decode(byte[] body, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_16) && !hasByteOrderMark(body)) {
      throw unreadable("UTF-16 stream does not start with BOM");
    }
    try {
      String text = PythonCharset.decode(body, charset);
      if (text.startsWith("\uFEFF")) {
        throw unreadable("Unexpected byte order mark");
      }
      return text;
    } catch (CharacterCodingException malformed) {
      throw unreadable(
          "'%s' codec can't decode the body".formatted(PythonCharset.pythonName(charset)));
    }
  }

  private static ApiException unreadable(String reason) {
    return ApiException.parseError("JSON parse error - " + reason);
  }

  private static boolean hasByteOrderMark(byte[] body) {
    return body.length >= 2
        && ((body[0] == (byte) 0xFE && body[1] == (byte) 0xFF)
            || (body[0] == (byte) 0xFF && body[1] == (byte) 0xFE));
  }
}
