package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.AccessPolicy;
import io.authservice.keycloak.authority.Actor;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.authority.TokenScopes;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /api/users/}: the list, and registration. */
public final class UsersView implements View {

  private final AccountStorageProvider storage;
  private final AccessPolicy policy;
  private final UserForm form;
  private final UserChanges changes;
  private final UserOptions options;
  private final Throttles throttles;

  public UsersView(
      AccountStorageProvider storage,
      AccessPolicy policy,
      UserForm form,
      UserChanges changes,
      UserOptions options,
      Throttles throttles) {
    this.storage = storage;
    this.policy = policy;
    this.form = form;
    this.changes = changes;
    this.options = options;
    this.throttles = throttles;
  }

  @Override
  public ViewName name() {
    return ViewName.USER_LIST_CREATE;
  }

  @Override
  public List<String> allowedMethods() {
    return List.of("GET", "POST", "HEAD", "OPTIONS");
  }

  @Override
  public boolean authenticates() {
    return true;
  }

  @Override
  public boolean isOpenTo(Optional<Caller> caller, String method) {
    if (method.equals("POST")) {
      return policy.mayCreate(caller.map(Caller::actor));
    }
    return caller
        .map(Caller::actor)
        .filter(actor -> TokenScopes.isSafe(method) || policy.mayWriteSome(actor))
        .isPresent();
  }

  @Override
  public boolean describesForm(Optional<Caller> caller) {
    return true;
  }

  @Override
  public boolean keepsWritesOfRefusals() {
    return false;
  }

  @Override
  public Answer handle(ApiRequest request, Optional<Caller> caller) {
    return request.isRead()
        ? list(request, caller.orElseThrow(ApiException::notAuthenticated).actor())
        : create(request, caller);
  }

  private Answer list(ApiRequest request, Actor actor) {
    if (policy.mayListAll(actor)) {
      return options.listParameters()
          ? listing(actor).answer(request, AccountQuery.ALL)
          : Answer.list(storage.reads().all().map(UserRecord::new));
    }
    Account self = actor.account().orElseThrow(ApiException::permissionDenied);
    return options.listParameters()
        ? listing(actor).answer(request, AccountQuery.ALL.and(new AccountQuery.Id(self.id())))
        : Answer.list(Stream.of(new UserRecord(self)));
  }

  private UserListing listing(Actor actor) {
    return new UserListing(
        storage.reads(), options.listMaxLimit(), policy.maySearchHiddenFields(actor));
  }

  private Answer create(ApiRequest request, Optional<Caller> caller) {
    boolean staff = caller.map(Caller::actor).filter(policy::maySetFlags).isPresent();
    if (!staff) {
      throttles.registration(request.sender());
    }
    UserInput input =
        changes
            .checkedForCreation(
                form.create(
                    request.body(),
                    new UserFormRules(options.emailRequired(), staff),
                    changes::isTaken))
            .orThrow();
    Account created = changes.create(input, caller);
    return Answer.created(new UserRecord(created));
  }
}
