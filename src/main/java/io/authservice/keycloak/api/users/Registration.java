package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.authority.AccessPolicy;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.wire.body.RequestBody;
import java.util.Optional;

/** How users come to be over the API, in whatever shape they are asked for. */
public final class Registration {

  private final AccessPolicy policy;
  private final UserForm form;
  private final UserChanges changes;
  private final boolean emailRequired;
  private final Throttles throttles;

  /**
   * The registration of one server.
   *
   * @param emailRequired whether a user must have an e-mail address
   */
  public Registration(
      AccessPolicy policy,
      UserForm form,
      UserChanges changes,
      boolean emailRequired,
      Throttles throttles) {
    this.policy = policy;
    this.form = form;
    this.changes = changes;
    this.emailRequired = emailRequired;
    this.throttles = throttles;
  }

  /** Whether somebody may create a user, who is empty without credentials. */
  public boolean isOpenTo(Optional<Caller> caller) {
    return policy.mayCreate(caller.map(Caller::actor));
  }

  /** Whether the caller is one to whom no limit of registrations applies. */
  public boolean isStaff(Optional<Caller> caller) {
    return caller.map(Caller::actor).filter(policy::maySetFlags).isPresent();
  }

  /**
   * Creates the user that a body describes.
   *
   * @throws io.authservice.keycloak.wire.error.ApiException 400 by field, 429
   */
  public Account create(ApiRequest request, RequestBody body, Optional<Caller> caller) {
    boolean staff = isStaff(caller);
    if (!staff) {
      throttles.registration(request.sender());
    }
    UserInput input =
        changes
            .checkedForCreation(
                form.create(body, new UserFormRules(emailRequired, staff), changes::isTaken))
            .orThrow();
    return changes.create(input, caller);
  }
}
