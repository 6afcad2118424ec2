package io.authservice.keycloak.wire.field;

import io.authservice.keycloak.wire.body.InputValue;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An optional flag with the spellings and messages of Django REST framework's BooleanField.
 *
 * <p>Unlike there, a form that leaves the flag out leaves it alone: a client that never knew of it
 * must not switch it off.
 *
 * @param name the field's name in bodies
 */
public record FlagField(String name) {

  private static final Set<String> TRUE = Set.of("t", "y", "yes", "true", "on", "1");
  private static final Set<String> FALSE = Set.of("f", "n", "no", "false", "off", "0");

  Validated<Optional<Boolean>> read(RequestBody body) {
    Optional<InputValue> sent = body.field(name, false, false);
    if (sent.isEmpty()) {
      return new Validated<>(Optional.empty(), FieldErrors.none());
    }
    if (sent.get() instanceof InputValue.Null) {
      return refused(ErrorCode.NULL, "This field may not be null.");
    }
    Optional<Boolean> flag = flag(sent.get());
    return flag.isPresent()
        ? new Validated<>(flag, FieldErrors.none())
        : refused(ErrorCode.INVALID, "Must be a valid boolean.");
  }

  private static Optional<Boolean> flag(InputValue value) {
    if (value instanceof InputValue.Bool bool) {
      return Optional.of(bool.value());
    }
    if (value instanceof InputValue.Text text) {
      String spelling = text.text().toLowerCase(Locale.ROOT);
      return flag(TRUE.contains(spelling), FALSE.contains(spelling));
    }
    if (value instanceof InputValue.Numeral number) {
      return flag(number.equalTo(1), number.equalTo(0));
    }
    return Optional.empty();
  }

  private static Optional<Boolean> flag(boolean isTrue, boolean isFalse) {
    return isTrue || isFalse ? Optional.of(isTrue) : Optional.empty();
  }

  private Validated<Optional<Boolean>> refused(ErrorCode code, String message) {
    return new Validated<>(Optional.empty(), FieldErrors.none().with(name, code, message));
  }
}
