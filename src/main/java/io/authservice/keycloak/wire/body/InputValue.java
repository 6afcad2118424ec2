package io.authservice.keycloak.wire.body;

import java.util.List;
import java.util.Map;

/** A value of a request body. Values nested deeper than a field takes them are not kept. */
public sealed interface InputValue {

  /** What Python calls the type of this value once it is parsed. */
  default String pythonType() {
    return "list";
  }

  /** Text, from JSON or a form; may hold lone surrogates. */
  record Text(String text) implements InputValue {
    @Override
    public String pythonType() {
      return "str";
    }
  }

  /**
   * A JSON number.
   *
   * @param printed as it is kept where text is wanted
   * @param whole whether it was written without fraction and exponent
   */
  record Numeral(String printed, boolean whole) implements InputValue {
    @Override
    public String pythonType() {
      return whole ? "int" : "float";
    }

    /** Whether the number equals a small whole number. */
    public boolean equalTo(int other) {
      return whole
          ? printed.equals(Integer.toString(other))
          : Double.parseDouble(printed.replace("inf", "Infinity")) == other;
    }
  }

  /** True or false. */
  record Bool(boolean value) implements InputValue {
    @Override
    public String pythonType() {
      return "bool";
    }
  }

  /** JSON's null. */
  record Null() implements InputValue {
    @Override
    public String pythonType() {
      return "NoneType";
    }
  }

  /** An array; only that of a field keeps its items. */
  record Sequence(List<InputValue> items) implements InputValue {

    public Sequence {
      items = List.copyOf(items);
    }

    /** One whose items are dropped. */
    Sequence() {
      this(List.of());
    }
  }

  /** An object; only the outermost keeps its members, and one that is a field of it. */
  record Mapping(Map<String, InputValue> members) implements InputValue {
    @Override
    public String pythonType() {
      return "dict";
    }
  }

  /** An uploaded file, its content dropped. */
  record Upload() implements InputValue {
    @Override
    public String pythonType() {
      return "InMemoryUploadedFile";
    }
  }
}
