package io.authservice.keycloak.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Charsets by the names Python's codec registry knows, which is looser about spelling than Java.
 */
final class PythonCharset {

  private static final Map<String, Charset> ALIASES =
      Map.of(
          "u8", StandardCharsets.UTF_8,
          "utf", StandardCharsets.UTF_8,
          "u16", StandardCharsets.UTF_16,
          "latin", StandardCharsets.ISO_8859_1,
          "latin-1", StandardCharsets.ISO_8859_1,
          "l1", StandardCharsets.ISO_8859_1,
          "8859", StandardCharsets.ISO_8859_1);

  private PythonCharset() {}

  /** The charset of that name; empty when there is none. */
  static Optional<Charset> named(String name) {
    String spelling = name.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    Charset alias = ALIASES.get(spelling);
    if (alias != null) {
      return Optional.of(alias);
    }
    try {
      return Optional.of(Charset.forName(spelling)).filter(Charset::canEncode);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  /**
   * Decodes the bytes whole.
   *
   * @throws CharacterCodingException if they mean nothing in the charset
   */
  static String decode(byte[] bytes, Charset charset) throws CharacterCodingException {
    return withoutByteOrder(bytes, charset)
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  /** UTF-16 without a byte order mark is big-endian to Java, but little-endian to Python. */
  private static Charset withoutByteOrder(byte[] bytes, Charset charset) {
    boolean marked =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
    return charset.equals(StandardCharsets.UTF_16) && !marked ? StandardCharsets.UTF_16LE : charset;
  }

  /** The name Python uses in messages. */
  static String pythonName(Charset charset) {
    return charset.name().toLowerCase(Locale.ROOT);
  }
}
