package io.authservice.keycloak.wire.field;

/** Character classes of Python's {@code str}, which differ from Java's. */
final class PythonText {

  private PythonText() {}

  /** The text without the white space at its ends, as {@code str.strip()}. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** White space as {@code str.isspace()}; all of it lies in the Basic Multilingual Plane. */
  static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r')
        || (c >= '\u001C' && c <= ' ')
        || c == '\u0085'
        || Character.isSpaceChar(c);
  }

  /**
   * Whether Django's UnicodeUsernameValidator takes the text: one or more of word or {@code .@+-}.
   */
  static boolean isUsername(String text) {
    return !text.isEmpty()
        && text.codePoints().allMatch(point -> isWord(point) || ".@+-".indexOf(point) >= 0);
  }

  /** A letter or number in the Unicode sense or an underscore, as {@code \w}; marks are not. */
  static boolean isWord(int point) {
    if (Character.isLetter(point) || point == '_') {
      return true;
    }
    int type = Character.getType(point);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }
}
