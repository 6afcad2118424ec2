package io.authservice.keycloak.api.view;

import static io.authservice.keycloak.logging.RequestLog.LOG;

import io.authservice.keycloak.account.DuplicateUsernameException;
import io.authservice.keycloak.account.TakenValueException;
import io.authservice.keycloak.account.UnfitValueException;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.AssignmentConflictException;
import io.authservice.keycloak.account.group.DuplicateGroupException;
import io.authservice.keycloak.authority.NotPermittedException;
import io.authservice.keycloak.storage.failure.DatabaseReadOnlyException;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.storage.failure.UserInUseException;
import io.authservice.keycloak.storage.failure.UsersReadOnlyException;
import io.authservice.keycloak.token.grant.LoginsBusyException;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldError;
import io.authservice.keycloak.wire.error.FieldErrors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.UserModel;
import org.keycloak.storage.ReadOnlyException;

/** Every failure, in the API's own words. Nothing of what the database said reaches a client. */
public final class ErrorTranslator {

  private final StorageFailures availability;

  public ErrorTranslator(KeycloakSession session) {
    this.availability = new StorageFailures(session);
  }

  /**
   * Refuses to answer from a look-up that Keycloak skipped.
   *
   * @throws ApiException 503 if the accounts could not be reached
   */
  public void requireNoOutage() {
    if (availability.outageSeen()) {
      throw ApiException.unavailable();
    }
  }

  /** Whether a failure comes of a database that does not answer. */
  boolean isOutage(RuntimeException failure) {
    return availability.outageSeen() || StorageFailures.isOutage(failure);
  }

  public ApiException translated(RuntimeException failure) {
    if (isOutage(failure)) {
      LOG.refusedInAnOutage(failure);
      return ApiException.unavailable();
    }
    if (failure instanceof ApiException known) {
      return known;
    }
    if (failure instanceof ModelDuplicateException taken
        && UserModel.EMAIL.equals(taken.getDuplicateFieldName())) {
      return ApiException.validation(
          FieldErrors.none().with(UserField.EMAIL.column(), FieldError.EMAIL_TAKEN));
    }
    if (failure instanceof ModelDuplicateException
        || failure instanceof DuplicateUsernameException) {
      return ApiException.validation(
          FieldErrors.none().with(UserField.USERNAME.column(), FieldError.USERNAME_TAKEN));
    }
    if (failure instanceof DuplicateGroupException) {
      return ApiException.validation(
          FieldErrors.none()
              .with("name", ErrorCode.UNIQUE, "group with this name already exists."));
    }
    if (failure instanceof AssignmentConflictException || failure instanceof TakenValueException) {
      return ApiException.overtaken();
    }
    if (failure instanceof LoginsBusyException) {
      return ApiException.throttled(LoginsBusyException.RETRY_SECONDS);
    }
    if (failure instanceof DatabaseReadOnlyException) {
      LOG.changeRefused(String.valueOf(failure.getMessage()));
      return ApiException.unavailable();
    }
    if (failure instanceof RefusedValueException || failure instanceof UnfitValueException) {
      return ApiException.nonField(failure.getMessage() + ".");
    }
    if (failure instanceof UserInUseException) {
      return ApiException.conflict(
          ErrorCode.IN_USE, "Other records refer to this user, so it cannot be deleted.");
    }
    if (failure instanceof UsersReadOnlyException || failure instanceof ReadOnlyException) {
      return ApiException.readOnly();
    }
    if (failure instanceof NotPermittedException) {
      return ApiException.permissionDenied();
    }
    LOG.failed(failure);
    return ApiException.serverError();
  }
}
