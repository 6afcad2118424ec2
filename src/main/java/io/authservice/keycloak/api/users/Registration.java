package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.authority.AccessPolicy;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Validated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    return create(request, body, caller, new Validated<>(Map.of(), FieldErrors.none()));
  }

  /**
   * The same with attributes of the user model.
   *
   * @param more as {@link io.authservice.keycloak.api.attribute.ShownAttributes#read} has them
   */
  Account create(
      ApiRequest request,
      RequestBody body,
      Optional<Caller> caller,
      Validated<Map<String, List<@Nullable Object>>> more) {
    boolean staff = isStaff(caller);
    if (!staff) {
      throttles.registration(request.sender());
    }
    Validated<UserInput> read =
        form.create(body, new UserFormRules(emailRequired, staff), changes::isTaken);
    UserInput input =
        changes
            .checkedForCreation(
                new Validated<>(
                    read.value().with(more.value()), read.errors().merge(more.errors())))
            .orThrow();
    return changes.create(input, caller);
  }
}
