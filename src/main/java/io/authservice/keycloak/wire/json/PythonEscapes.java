package io.authservice.keycloak.wire.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * JSON escapes as Python writes them, with lower-case digits, and the two separators that
 * JavaScript once took for line ends.
 */
final class PythonEscapes extends CharacterEscapes {

  private static final long serialVersionUID = 1;

  private static final SerializableString LINE_SEPARATOR = new SerializedString("\\u2028");
  private static final SerializableString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");

  private final int[] asciiEscapes;

  PythonEscapes() {
    asciiEscapes = standardAsciiEscapesForJSON();
    for (char c = 0; c < ' '; c++) {
      if (asciiEscapes[c] == ESCAPE_STANDARD) {
        asciiEscapes[c] = ESCAPE_CUSTOM;
      }
    }
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return asciiEscapes.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int ch) {
    if (ch == '\u2028') {
      return LINE_SEPARATOR;
    }
    if (ch == '\u2029') {
      return PARAGRAPH_SEPARATOR;
    }
    return ch < ' ' ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", ch)) : null;
  }
}
