package io.authservice.keycloak.wire;

/** JSON that cannot be read, placed as Python's json module places it. */
final class JsonError extends Exception {

  private JsonError(String message) {
    super(message, null, false, false);
  }

  /** An error at a place, counted in code points. */
  static JsonError at(String what, String document, int index) {
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
    return new JsonError("%s: line %d column %d (char %d)".formatted(what, line, column, position));
  }

  /** An error without a place. */
  static JsonError of(String what) {
    return new JsonError(what);
  }
}
