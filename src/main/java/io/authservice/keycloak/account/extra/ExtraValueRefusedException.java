package io.authservice.keycloak.account.extra;

/** The column of an attribute does not take a value: it is too long, or none of its type. */
public final class ExtraValueRefusedException extends RuntimeException {

  private final String attribute;

  public ExtraValueRefusedException(String attribute, Throwable cause) {
    super("The column of " + attribute + " does not take this value", cause);
    this.attribute = attribute;
  }

  /** Its name. */
  public String attribute() {
    return attribute;
  }
}
