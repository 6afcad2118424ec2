package io.authservice.keycloak.wire.body;

/** JSON that cannot be read, placed as Python's json module places it. */
final class JsonSyntaxException extends Exception {

  private JsonSyntaxException(String message) {
    super(message, null, false, false);
  }

  /** An error at a place, counted in code points. */
  static JsonSyntaxException at(String what, String document, int index) {
    int end = Math.min(index, document.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      if (document.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    int column = document.codePointCount(lineStart, end) + 1;
    int position = document.codePointCount(0, end);
    return new JsonSyntaxException(
        "%s: line %d column %d (char %d)".formatted(what, line, column, position));
  }

  /** An error without a place. */
  static JsonSyntaxException of(String what) {
    return new JsonSyntaxException(what);
  }
}
