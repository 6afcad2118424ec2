package io.authservice.keycloak.wire.field;

import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A list of ids that are integers; see {@link KeysField}.
 *
 * @param name the field's name in bodies
 */
public record IdsField(String name) {

  /** A list has room for very many ids that nobody has. */
  private static final int MOST_UNKNOWN = 100;

  static final Pattern DIGITS = Pattern.compile("-?[0-9]+");

  Validated<Optional<Set<Long>>> read(RequestBody body) {
    return new KeysField<>(
            name,
            text ->
                DIGITS.matcher(text).matches()
                    ? Optional.of(Long.parseLong(text))
                    : Optional.empty())
        .read(body);
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

  static String unknown(Object id) {
    return "Invalid pk \"" + id + "\" - object does not exist.";
  }
}
