package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.wire.field.Fields;
import java.util.Optional;

/**
 * A new password as it was sent.
 *
 * @param password plain text, trimmed
 * @param repeated the same once more; empty where it need not be sent and was not
 */
record ChosenPassword(String password, Optional<String> repeated) {

  /** Reads it; what is wrong is told by the fields. */
  static ChosenPassword read(Fields fields, Shape shape) {
    return new ChosenPassword(
        fields.text(shape.chosen()).orElse(""), fields.text(shape.repeated()));
  }

  boolean isRepeatedRight() {
    return repeated.isEmpty() || repeated.get().equals(password);
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "ChosenPassword";
  }
}
