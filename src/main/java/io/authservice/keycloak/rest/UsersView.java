package io.authservice.keycloak.rest;

import io.authservice.keycloak.account.AccessPolicy;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.storage.AccountStorageProvider;
import io.authservice.keycloak.wire.ApiException;
import io.authservice.keycloak.wire.UserForm;
import io.authservice.keycloak.wire.UserInput;
import io.authservice.keycloak.wire.UserRecord;
import io.authservice.keycloak.wire.UserRules;
import io.authservice.keycloak.wire.ViewName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /api/users/}: the list, and registration. */
final class UsersView implements View {

  private final AccountStorageProvider storage;
  private final AccessPolicy policy;
  private final UserForm form;
  private final UserChanges changes;
  private final ApiSettings settings;

  UsersView(
      AccountStorageProvider storage,
      AccessPolicy policy,
      UserForm form,
      UserChanges changes,
      ApiSettings settings) {
    this.storage = storage;
    this.policy = policy;
    this.form = form;
    this.changes = changes;
    this.settings = settings;
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
  public boolean isOpenTo(String method) {
    return method.equals("POST") && settings.registrationOpen();
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
        ? list(request, caller.orElseThrow(ApiException::notAuthenticated))
        : create(request, caller);
  }

  private Answer list(ApiRequest request, Caller caller) {
    boolean all = policy.mayListAll(caller.account());
    if (settings.listParameters()) {
      AccountQuery visible =
          all ? AccountQuery.ALL : AccountQuery.ALL.and(new AccountQuery.Id(caller.account().id()));
      return new UserListing(storage.reads(), settings.listMaxLimit()).answer(request, visible);
    }
    Stream<UserRecord> users =
        all
            ? storage.reads().stream(AccountQuery.ALL, AccountOrder.BY_ID).map(Records::user)
            : Stream.of(Records.user(caller.account()));
    return Answer.list(users);
  }

  private Answer create(ApiRequest request, Optional<Caller> caller) {
    boolean staff = caller.map(Caller::account).filter(policy::maySetFlags).isPresent();
    if (!settings.registrationOpen() && !staff) {
      throw ApiException.permissionDenied();
    }
    UserInput input =
        changes
            .checkedForCreation(
                form.create(
                    request.body(),
                    new UserRules(settings.emailRequired(), staff),
                    changes::isTaken))
            .orThrow();
    Account created = changes.create(input, caller);
    return Answer.created(Records.user(created));
  }
}
