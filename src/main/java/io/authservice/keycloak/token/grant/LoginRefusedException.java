package io.authservice.keycloak.token.grant;

import java.util.List;

/** A login that was refused, for a reason the caller may be told. */
public final class LoginRefusedException extends RuntimeException {

  /** Why. Whatever would tell which users exist is one reason: bad credentials. */
  public enum Reason {
    /** Unknown user, wrong password, locked out or disabled: not told apart. */
    BAD_CREDENTIALS,
    /** The password is right, and a second factor is wanted as well. */
    OTP_REQUIRED,
    /** The password is right, what was sent as second factor is not. */
    OTP_INVALID,
    /** The credentials are right, but the user must first do something in the browser. */
    ACTION_REQUIRED
  }

  private final Reason reason;
  private final transient List<String> pendingActions;
  private final transient List<String> browserFactors;

  LoginRefusedException(Reason reason) {
    this(reason, List.of(), List.of());
  }

  private LoginRefusedException(
      Reason reason, List<String> pendingActions, List<String> browserFactors) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.pendingActions = List.copyOf(pendingActions);
    this.browserFactors = List.copyOf(browserFactors);
  }

  static LoginRefusedException actionRequired(List<String> pendingActions) {
    return new LoginRefusedException(Reason.ACTION_REQUIRED, pendingActions, List.of());
  }

  static LoginRefusedException secondFactor(Reason reason, List<String> browserFactors) {
    return new LoginRefusedException(reason, List.of(), browserFactors);
  }

  public Reason reason() {
    return reason;
  }

  /**
   * The types of credentials, such as {@code recovery-authn-codes}, of which only a browser can ask
   * for one; empty if a one-time code is all that is wanted.
   */
  public List<String> browserFactors() {
    return browserFactors;
  }

  /** Keycloak's names of the required actions, such as {@code UPDATE_PASSWORD}, in their order. */
  public List<String> pendingActions() {
    return pendingActions;
  }
}
