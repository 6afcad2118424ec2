package io.authservice.keycloak.wire;

import java.util.Map;

/** A value of a request body. Nested values are not kept: no field takes them. */
sealed interface InputValue {

  /** Text, from JSON or a form; may hold lone surrogates. */
  record Text(String text) implements InputValue {}

  /**
   * A JSON number.
   *
   * @param printed as Python's {@code str()} prints it
   * @param whole whether it was written without fraction and exponent
   */
  record Numeral(String printed, boolean whole) implements InputValue {

    /** Whether the number equals a small whole number. */
    boolean equalTo(int other) {
      return whole
          ? printed.equals(Integer.toString(other))
          : Double.parseDouble(printed.replace("inf", "Infinity")) == other;
    }
  }

  /** True or false. */
  record Bool(boolean value) implements InputValue {}

  /** JSON's null. */
  record Null() implements InputValue {}

  /** An array, its items dropped. */
  record Sequence() implements InputValue {}

  /** An object; only the outermost keeps its members. */
  record Mapping(Map<String, InputValue> members) implements InputValue {}

  /** An uploaded file, its content dropped. */
  record Upload() implements InputValue {}
}
