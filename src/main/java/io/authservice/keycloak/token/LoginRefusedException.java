package io.authservice.keycloak.token;

import java.util.List;

/** A login that was refused, for a reason the caller may be told. */
public final class LoginRefusedException extends RuntimeException {

  /** Why. Whatever would tell which users exist is one reason: bad credentials. */
  public enum Reason {
    /** Unknown user, wrong password, locked out or disabled: not told apart. */
    BAD_CREDENTIALS,
    /** The password is right, and a one-time code is wanted as well. */
    OTP_REQUIRED,
    /** The password is right, the one-time code is not. */
    OTP_INVALID,
    /** The credentials are right, but the user must first do something in the browser. */
    ACTION_REQUIRED
  }

  private final Reason reason;
  private final transient List<String> pendingActions;

  LoginRefusedException(Reason reason) {
    this(reason, List.of());
  }

  private LoginRefusedException(Reason reason, List<String> pendingActions) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.pendingActions = pendingActions;
  }

  static LoginRefusedException actionRequired(List<String> pendingActions) {
    return new LoginRefusedException(Reason.ACTION_REQUIRED, List.copyOf(pendingActions));
  }

  public Reason reason() {
    return reason;
  }

  /** Keycloak's names of the required actions, such as {@code UPDATE_PASSWORD}, in their order. */
  public List<String> pendingActions() {
    return pendingActions;
  }
}
