package io.authservice.keycloak.wire.field;

import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.Optional;
import java.util.Set;

/** Reads one body field by field and gathers what is wrong. Confined to one thread. */
public final class Fields {

  private final RequestBody body;
  private final boolean partial;
  private FieldErrors errors;

  public Fields(RequestBody body, boolean partial) {
    this.body = body;
    this.partial = partial;
    this.errors =
        body.shapeError()
            .map(
                message ->
                    FieldErrors.none().with(FieldErrors.NON_FIELD, ErrorCode.INVALID, message))
            .orElse(FieldErrors.none());
  }

  /** Whether the body is a mapping, so that fields can be read. */
  public boolean readable() {
    return body.shapeError().isEmpty();
  }

  public Optional<String> text(TextField field) {
    return gathered(field.read(body, partial));
  }

  public Optional<Boolean> flag(FlagField field) {
    return gathered(field.read(body));
  }

  public Optional<Set<Long>> ids(IdsField field) {
    return gathered(field.read(body));
  }

  public <T> Optional<Set<T>> keys(KeysField<T> field) {
    return gathered(field.read(body));
  }

  public Set<String> texts(TextsField field) {
    return gathered(field.read(body));
  }

  private <T> T gathered(Validated<T> read) {
    errors = errors.merge(read.errors());
    return read.value();
  }

  public FieldErrors errors() {
    return errors;
  }
}
