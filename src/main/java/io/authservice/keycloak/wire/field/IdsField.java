package io.authservice.keycloak.wire.field;

import io.authservice.keycloak.wire.body.InputValue;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A list of ids with the rules and messages of Django REST framework's ManyRelatedField of primary
 * keys. A field that is absent is no error: it leaves alone what is there.
 *
 * @param name the field's name in bodies
 */
public record IdsField(String name) {

  /** No more digits than 64 bits always hold. */
  private static final int MOST_DIGITS = 18;

  /** A list has room for very many ids that nobody has. */
  private static final int MOST_UNKNOWN = 100;

  private static final Pattern DIGITS = Pattern.compile("-?[0-9]+");

  Validated<Optional<Set<Long>>> read(RequestBody body) {
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
    Set<Long> ids = new LinkedHashSet<>();
    for (InputValue item : list.items()) {
      Optional<String> digits = digits(item);
      if (digits.isEmpty()) {
        return refused(
            ErrorCode.INCORRECT_TYPE,
            "Incorrect type. Expected pk value, received " + item.pythonType() + ".");
      }
      if (digits.get().length() > MOST_DIGITS) {
        return refused(ErrorCode.DOES_NOT_EXIST, unknown(digits.get()));
      }
      ids.add(Long.parseLong(digits.get()));
    }
    return new Validated<>(Optional.of(ids), FieldErrors.none());
  }

  /**
   * What is wrong with a field that names what nobody has, with the message for each of the first
   * ids.
   */
  public static FieldErrors unknown(String field, Collection<Long> ids) {
    FieldErrors errors = FieldErrors.none();
    for (Long id : ids.stream().limit(MOST_UNKNOWN).toList()) {
      errors = errors.with(field, ErrorCode.DOES_NOT_EXIST, unknown(id));
    }
    return errors;
  }

  private static String unknown(Object id) {
    return "Invalid pk \"" + id + "\" - object does not exist.";
  }

  private static Optional<String> digits(InputValue item) {
    Optional<String> printed = Optional.empty();
    if (item instanceof InputValue.Numeral number && number.whole()) {
      printed = Optional.of(number.printed());
    } else if (item instanceof InputValue.Text text) {
      printed = Optional.of(text.text());
    }
    return printed.filter(text -> DIGITS.matcher(text).matches());
  }

  private Validated<Optional<Set<Long>>> refused(ErrorCode code, String message) {
    return new Validated<>(Optional.empty(), FieldErrors.none().with(name, code, message));
  }
}
