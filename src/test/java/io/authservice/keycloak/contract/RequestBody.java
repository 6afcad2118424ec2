package io.authservice.keycloak.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The body of a request.
 *
 * @param value an object or a list of pairs for forms, a string for a text
 * @param charset of a text; all else is UTF-8
 */
record RequestBody(Kind kind, JsonNode value, Charset charset) {

  /** How it is written, and the Content-Type it has unless the step names another. */
  enum Kind {
    JSON("application/json"),
    TEXT("application/json"),
    FORM("application/x-www-form-urlencoded"),
    MULTIPART("multipart/form-data; boundary=" + RequestBody.BOUNDARY),
    NONE("");

    private final String contentType;

    Kind(String contentType) {
      this.contentType = contentType;
    }

    Optional<String> contentType() {
      return Optional.of(contentType).filter(type -> !type.isEmpty());
    }
  }

  private static final String BOUNDARY = "----recorded-answers";

  /** Lone surrogates, which UTF-8 has no bytes for, are sent escaped, as all but ASCII is. */
  private static final ObjectMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** What is sent; nothing if there is no body, which is not the same as an empty one. */
  Optional<byte[]> bytes(Placeholders placeholders) {
    return switch (kind) {
      case NONE -> Optional.empty();
      case TEXT -> Optional.of(placeholders.fill(value.textValue()).getBytes(charset));
      case JSON -> Optional.of(json(placeholders.fill(value)));
      case FORM -> Optional.of(utf8(urlEncoded(placeholders.fill(value))));
      case MULTIPART -> Optional.of(utf8(multipart(placeholders.fill(value))));
    };
  }

  private static byte[] json(JsonNode filled) {
    try {
      return utf8(ASCII.writeValueAsString(filled));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A form as browsers write it. */
  static String urlEncoded(JsonNode form) {
    return fields(form)
        .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
        .collect(Collectors.joining("&"));
  }

  private static String multipart(JsonNode form) {
    return fields(form)
        .map(
            field ->
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(BOUNDARY, field.name(), field.value()))
        .collect(Collectors.joining("", "", "--" + BOUNDARY + "--\r\n"));
  }

  private record Field(String name, String value) {}

  private static Stream<Field> fields(JsonNode form) {
    return form.isArray()
        ? StreamSupport.stream(form.spliterator(), false)
            .map(pair -> new Field(pair.get(0).asText(), pair.get(1).asText()))
        : form.properties().stream()
            .map(field -> new Field(field.getKey(), field.getValue().asText()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
