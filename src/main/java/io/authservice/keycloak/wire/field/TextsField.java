package io.authservice.keycloak.wire.field;

import io.authservice.keycloak.wire.body.InputValue;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A list of texts that must be there, with the messages of Django REST framework's ListField.
 *
 * @param name the field's name in bodies
 */
public record TextsField(String name) {

  /** Reads the texts; one that is there twice counts once. */
  Validated<Set<String>> read(RequestBody body) {
    Optional<InputValue> sent = body.field(name, true, false);
    if (sent.isEmpty()) {
      return refused(ErrorCode.REQUIRED, "This field is required.");
    }
    if (sent.get() instanceof InputValue.Null) {
      return refused(ErrorCode.NULL, "This field may not be null.");
    }
    if (!(sent.get() instanceof InputValue.Sequence list)) {
      return refused(
          ErrorCode.NOT_A_LIST,
          "Expected a list of items but got type \"" + sent.get().pythonType() + "\".");
    }
    Set<String> texts = new LinkedHashSet<>();
    for (InputValue item : list.items()) {
      if (!(item instanceof InputValue.Text text)) {
        return refused(ErrorCode.INVALID, "Not a valid string.");
      }
      texts.add(text.text());
    }
    return new Validated<>(texts, FieldErrors.none());
  }

  private Validated<Set<String>> refused(ErrorCode code, String message) {
    return new Validated<>(Set.of(), FieldErrors.none().with(name, code, message));
  }
}
