package io.authservice.keycloak.wire.body;

import io.authservice.keycloak.wire.error.ApiException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code multipart/form-data} bodies (RFC 7578) with the leniency of Django's parser: a
 * delimiter counts wherever it stands, and a part that is cut off or has no name does no harm.
 */
final class MultipartForm {

  private static final Pattern BOUNDARY = Pattern.compile("[ -~]{0,200}[!-~]");

  private static final String BLANK_LINE = "\r\n\r\n";

  /** A part's headers must end within so many bytes. */
  private static final int MAX_HEADER_BYTES = 1024;

  private final Charset charset;
  private final Map<String, InputValue> texts = new LinkedHashMap<>();
  private final Map<String, InputValue> uploads = new LinkedHashMap<>();

  private MultipartForm(Charset charset) {
    this.charset = charset;
  }

  /** The fields by name; the last value of a field wins, and a file wins over text. */
  static Map<String, InputValue> read(byte[] body, String contentType, Charset charset) {
    if (!contentType.chars().allMatch(c -> c < 128)) {
      throw refused("Invalid non-ASCII Content-Type in multipart: " + contentType);
    }
    Optional<String> parameter = MediaType.parse(contentType).parameter("boundary");
    String boundary = parameter.orElse("None");
    if (parameter.isEmpty() || !BOUNDARY.matcher(boundary).matches()) {
      throw refused("Invalid boundary in multipart: " + boundary);
    }
    // One char per byte keeps offsets exact and lets the text be searched as a string.
    String bytes = new String(body, StandardCharsets.ISO_8859_1);
    MultipartForm form = new MultipartForm(charset);
    form.readParts(bytes, "--" + boundary);
    form.texts.putAll(form.uploads);
    return form.texts;
  }

  private static ApiException refused(String reason) {
    return ApiException.parseError("Multipart form parse error - " + reason);
  }

  private void readParts(String bytes, String delimiter) {
    int count = 0;
    int start = 0;
    while (start >= 0) {
      if (++count > UrlEncodedForm.MAX_FIELDS + 2) {
        throw refused("Too many parts");
      }
      int found = bytes.indexOf(delimiter, start);
      readPart(bytes, start, found < 0 ? bytes.length() : beforeLineBreak(bytes, start, found));
      start = found < 0 ? -1 : found + delimiter.length();
    }
  }

  private static int beforeLineBreak(String bytes, int start, int end) {
    int last = end;
    if (last > start && bytes.charAt(last - 1) == '\n') {
      last--;
      if (last > start && bytes.charAt(last - 1) == '\r') {
        last--;
      }
    }
    return last;
  }

  private void readPart(String bytes, int start, int end) {
    String head = bytes.substring(start, Math.min(end, start + MAX_HEADER_BYTES));
    int headersEnd = head.indexOf(BLANK_LINE);
    if (headersEnd < 0) {
      return;
    }
    Map<String, String> headers = headers(head.substring(0, headersEnd));
    int contentStart = start + headersEnd + BLANK_LINE.length();
    List<String> disposition = MediaType.split(headers.getOrDefault("content-disposition", ""));
    Map<String, String> parameters =
        MediaType.parameters(disposition.subList(1, disposition.size()));
    Optional<String> name = Optional.ofNullable(parameters.get("name")).map(String::strip);
    if (name.isEmpty()) {
      return;
    }
    if (parameters.getOrDefault("filename", "").isEmpty()) {
      String encoding = headers.getOrDefault("content-transfer-encoding", "").strip();
      texts.put(
          name.get(), new InputValue.Text(content(bytes.substring(contentStart, end), encoding)));
    } else {
      uploads.put(name.get(), new InputValue.Upload());
    }
  }

  private static Map<String, String> headers(String block) {
    Map<String, String> headers = new LinkedHashMap<>();
    String text = new String(block.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    for (String line : text.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private String content(String bytes, String transferEncoding) {
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    if (!transferEncoding.equals("base64")) {
      return new String(raw, charset);
    }
    try {
      return new String(Base64.getMimeDecoder().decode(raw), charset);
    } catch (IllegalArgumentException notBase64) {
      return new String(raw, charset);
    }
  }
}
