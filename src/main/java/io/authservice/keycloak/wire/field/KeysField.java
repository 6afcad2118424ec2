package io.authservice.keycloak.wire.field;

import io.authservice.keycloak.wire.body.InputValue;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A list of primary keys with the rules and messages of Django REST framework's ManyRelatedField. A
 * field that is absent is no error: it leaves alone what is there.
 *
 * @param name the field's name in bodies
 * @param reading the key that a number or text stands for; empty if it is none of this kind
 */
public record KeysField<T>(String name, Function<String, Optional<T>> reading) {

  /** No more digits than 64 bits always hold. */
  private static final int MOST_DIGITS = 18;

  Validated<Optional<Set<T>>> read(RequestBody body) {
    Optional<InputValue> sent = body.field(name, false, false);
    if (sent.isEmpty()) {
      return new Validated<>(Optional.empty(), FieldErrors.none());
    }
    InputValue value = sent.get();
    if (value instanceof InputValue.Null) {
      return refused(ErrorCode.NULL, "This field may not be null.");
    }
    if (!(value instanceof InputValue.Sequence list)) {
      return refused(
          ErrorCode.NOT_A_LIST,
          "Expected a list of items but got type \"" + value.pythonType() + "\".");
    }
    Set<T> keys = new LinkedHashSet<>();
    for (InputValue item : list.items()) {
      Optional<String> printed = printed(item);
      if (printed.filter(KeysField::isBeyondAny).isPresent()) {
        return refused(ErrorCode.DOES_NOT_EXIST, IdsField.unknown(printed.get()));
      }
      Optional<T> key = printed.flatMap(reading);
      if (key.isEmpty()) {
        return refused(
            ErrorCode.INCORRECT_TYPE,
            "Incorrect type. Expected pk value, received " + item.pythonType() + ".");
      }
      keys.add(key.get());
    }
    return new Validated<>(Optional.of(keys), FieldErrors.none());
  }

  private static Optional<String> printed(InputValue item) {
    if (item instanceof InputValue.Numeral number && number.whole()) {
      return Optional.of(number.printed());
    }
    return item instanceof InputValue.Text text ? Optional.of(text.text()) : Optional.empty();
  }

  private static boolean isBeyondAny(String text) {
    return text.length() > MOST_DIGITS && IdsField.DIGITS.matcher(text).matches();
  }

  private Validated<Optional<Set<T>>> refused(ErrorCode code, String message) {
    return new Validated<>(Optional.empty(), FieldErrors.none().with(name, code, message));
  }
}
