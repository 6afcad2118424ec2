package io.authservice.keycloak.persistence.model;

/** A row lacks what a user model says of it, or has another kind of value. */
public final class ModelValueException extends RuntimeException {

  /**
   * Of a row.
   *
   * @param what a sentence that names columns, and no value
   */
  public ModelValueException(String what) {
    super(what, null, false, false);
  }
}
