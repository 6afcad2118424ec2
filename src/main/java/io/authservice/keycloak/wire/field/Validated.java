package io.authservice.keycloak.wire.field;

import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.FieldErrors;

/**
 * What came out of a form.
 *
 * @param value what was read; complete only when {@code errors} is empty
 * @param errors what is wrong with the request
 * @param <T> the form's value
 */
public record Validated<T>(T value, FieldErrors errors) {

  /**
   * The value of a request with nothing wrong.
   *
   * @throws ApiException 400 with every field error
   */
  public T orThrow() {
    if (!errors.isEmpty()) {
      throw ApiException.validation(errors);
    }
    return value;
  }
}
