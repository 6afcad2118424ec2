package io.authservice.keycloak.wire.body;

import io.authservice.keycloak.wire.error.ApiException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code application/x-www-form-urlencoded} bodies as Django's QueryDict does. */
final class UrlEncodedForm {

  /** Django's default limit, against bodies made of separators. */
  static final int MAX_FIELDS = 1000;

  private UrlEncodedForm() {}

  /** The fields by name; the last value of a field wins. */
  static Map<String, InputValue> read(byte[] body, Charset charset) {
    Map<String, InputValue> fields = new LinkedHashMap<>();
    String text = decode(body, charset);
    int count = 0;
    int start = 0;
    while (start <= text.length()) {
      int separator = text.indexOf('&', start);
      int end = separator < 0 ? text.length() : separator;
      if (++count > MAX_FIELDS) {
        throw ApiException.parseError("Too many form fields.");
      }
      if (end > start) {
        add(fields, text.substring(start, end), charset);
      }
      start = end + 1;
    }
    return fields;
  }

  private static void add(Map<String, InputValue> fields, String pair, Charset charset) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    fields.put(
        PercentCoding.decode(name, charset, true),
        new InputValue.Text(PercentCoding.decode(value, charset, true)));
  }

  private static String decode(byte[] body, Charset charset) {
    try {
      return PythonCharset.decode(body, charset);
    } catch (CharacterCodingException malformed) {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }
}
