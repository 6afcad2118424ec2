package io.authservice.keycloak.wire.body;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON document (RFC 8259) as strictly as Python's json module without its constants, and
 * words errors as it does. Only the members of an outermost object are kept, and the items of their
 * arrays.
 */
final class JsonReader {

  /**
   * How many are open in an array that is the member of an outermost object, or item of an array.
   */
  private static final int FIELD_DEPTH = 2;

  private static final InputValue.Mapping NESTED = new InputValue.Mapping(Map.of());

  private final String document;
  private final int maxDepth;
  private int at;

  private JsonReader(String document, int maxDepth) {
    this.document = document;
    this.maxDepth = maxDepth;
  }

  /**
   * Reads the document.
   *
   * @param maxDepth how many arrays and objects may be open at once
   */
  static InputValue read(String document, int maxDepth) throws JsonSyntaxException {
    JsonReader reader = new JsonReader(document, maxDepth);
    if (document.startsWith("\uFEFF")) {
      throw reader.error("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
    }
    reader.skipSpace();
    InputValue value = reader.value(0);
    reader.skipSpace();
    if (reader.at < document.length()) {
      throw reader.error("Extra data", reader.at);
    }
    return value;
  }

  private InputValue value(int depth) throws JsonSyntaxException {
    return switch (peek()) {
      case '"' -> new InputValue.Text(string());
      case '{' -> object(deeper(depth));
      case '[' -> array(deeper(depth));
      case 'n' -> literal("null", new InputValue.Null());
      case 't' -> literal("true", new InputValue.Bool(true));
      case 'f' -> literal("false", new InputValue.Bool(false));
      default -> number();
    };
  }

  private int deeper(int depth) throws JsonSyntaxException {
    if (depth >= maxDepth) {
      throw error("Too many levels of nesting", at);
    }
    return depth + 1;
  }

  private InputValue object(int depth) throws JsonSyntaxException {
    Map<String, InputValue> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (peek() == '}') {
      at++;
      return depth == 1 ? new InputValue.Mapping(members) : NESTED;
    }
    while (true) {
      if (peek() != '"') {
        throw error("Expecting property name enclosed in double quotes", at);
      }
      String name = string();
      skipSpace();
      expect(':', "Expecting ':' delimiter");
      skipSpace();
      InputValue value = value(depth);
      if (depth == 1) {
        members.put(name, value);
      }
      skipSpace();
      if (peek() == '}') {
        at++;
        return depth == 1 ? new InputValue.Mapping(members) : NESTED;
      }
      expect(',', "Expecting ',' delimiter");
      skipSpace();
    }
  }

  private InputValue array(int depth) throws JsonSyntaxException {
    boolean ofAField = depth == FIELD_DEPTH;
    List<InputValue> items = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == ']') {
      at++;
      return new InputValue.Sequence();
    }
    while (true) {
      InputValue item = value(depth);
      if (ofAField) {
        items.add(item);
      }
      skipSpace();
      if (peek() == ']') {
        at++;
        return new InputValue.Sequence(items);
      }
      expect(',', "Expecting ',' delimiter");
      skipSpace();
    }
  }

  private InputValue literal(String word, InputValue value) throws JsonSyntaxException {
    if (!document.startsWith(word, at)) {
      throw error("Expecting value", at);
    }
    at += word.length();
    return value;
  }

  private InputValue number() throws JsonSyntaxException {
    int start = at;
    for (String constant : new String[] {"NaN", "Infinity", "-Infinity"}) {
      if (document.startsWith(constant, at)) {
        throw JsonSyntaxException.of(
            "Out of range float values are not JSON compliant: '" + constant + "'");
      }
    }
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else if (!digits()) {
      throw error("Expecting value", start);
    }
    boolean whole = true;
    int integerEnd = at;
    if (peek() == '.') {
      at++;
      whole = !digits();
      at = whole ? integerEnd : at;
    }
    int exponentStart = at;
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      if (digits()) {
        whole = false;
      } else {
        at = exponentStart;
      }
    }
    String written = document.substring(start, at);
    return whole ? PythonNumber.whole(written) : PythonNumber.decimal(written);
  }

  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > start;
  }

  private String string() throws JsonSyntaxException {
    int quote = at;
    StringBuilder text = new StringBuilder();
    at++;
    while (at < document.length()) {
      char c = document.charAt(at);
      if (c == '"') {
        at++;
        return text.toString();
      }
      if (c < ' ') {
        throw error("Invalid control character at", at);
      }
      if (c == '\\') {
        text.append(escape(quote));
      } else {
        text.append(c);
        at++;
      }
    }
    throw error("Unterminated string starting at", quote);
  }

  private char escape(int quote) throws JsonSyntaxException {
    int backslash = at;
    if (backslash + 1 >= document.length()) {
      throw error("Unterminated string starting at", quote);
    }
    char c = document.charAt(backslash + 1);
    if (c == 'u') {
      return unicode(backslash);
    }
    int known = "\"\\/bfnrt".indexOf(c);
    if (known < 0) {
      throw error("Invalid \\escape", backslash);
    }
    at = backslash + 2;
    return "\"\\/\b\f\n\r\t".charAt(known);
  }

  private char unicode(int backslash) throws JsonSyntaxException {
    int end = backslash + 6;
    int unit = 0;
    for (int i = backslash + 2; i < end; i++) {
      char c = i < document.length() ? document.charAt(i) : ' ';
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw error("Invalid \\uXXXX escape", backslash + 1);
      }
      unit = unit * 16 + digit;
    }
    at = end;
    return (char) unit;
  }

  private void expect(char wanted, String complaint) throws JsonSyntaxException {
    if (peek() != wanted) {
      throw error(complaint, at);
    }
    at++;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  /** The next character, or U+FFFF, which JSON has no use for outside strings, at the end. */
  private char peek() {
    return at < document.length() ? document.charAt(at) : '\uFFFF';
  }

  private JsonSyntaxException error(String what, int index) {
    return JsonSyntaxException.at(what, document, index);
  }
}
