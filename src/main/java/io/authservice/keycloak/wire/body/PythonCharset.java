package io.authservice.keycloak.wire.body;

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
          "utf-16-be", StandardCharsets.UTF_16BE,
          "utf-16-le", StandardCharsets.UTF_16LE,
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
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  /** The name Python uses in messages. */
  static String pythonName(Charset charset) {
    return charset.name().toLowerCase(Locale.ROOT);
  }
}
