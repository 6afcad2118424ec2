package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.api.attribute.ShownAttributes;
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
import io.authservice.keycloak.wire.field.Validated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/users/<id>/}: one user. */
public final class UserView implements View {

  private final Optional<UserId> id;
  private final AccountStorageProvider storage;
  private final AccessPolicy policy;
  private final UserForm form;
  private final UserChanges changes;
  private final boolean emailRequired;
  private final Throttles throttles;
  private final ShownAttributes attributes;

  /**
   * The view of one id.
   *
   * @param id empty for a number beyond any id
   * @param emailRequired whether a user must have an e-mail address
   */
  public UserView(
      Optional<UserId> id,
      AccountStorageProvider storage,
      AccessPolicy policy,
      UserForm form,
      UserChanges changes,
      boolean emailRequired,
      Throttles throttles) {
    this.id = id;
    this.storage = storage;
    this.policy = policy;
    this.form = form;
    this.changes = changes;
    this.emailRequired = emailRequired;
    this.throttles = throttles;
    this.attributes = new ShownAttributes(storage.reads());
  }

  @Override
  public ViewName name() {
    return ViewName.USER_RETRIEVE_UPDATE_DESTROY;
  }

  @Override
  public List<String> allowedMethods() {
    return List.of("GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
  }

  @Override
  public boolean authenticates() {
    return true;
  }

  @Override
  public boolean isOpenTo(Optional<Caller> caller, String method) {
    return caller
        .map(Caller::actor)
        .filter(actor -> TokenScopes.isSafe(method) || policy.mayWriteSome(actor))
        .isPresent();
  }

  @Override
  public boolean describesForm(Optional<Caller> caller) {
    return caller
        .map(Caller::actor)
        .flatMap(actor -> visible(actor).filter(target -> policy.mayWrite(actor, target)))
        .isPresent();
  }

  @Override
  public boolean keepsWritesOfRefusals() {
    return false;
  }

  @Override
  public Answer handle(ApiRequest request, Optional<Caller> caller) {
    Caller self = caller.orElseThrow(ApiException::notAuthenticated);
    Account target = visible(self.actor()).orElseThrow(ApiException::noUserMatches);
    if (request.isRead()) {
      return Answer.ok(record(target));
    }
    if (!policy.mayWrite(self.actor(), target)) {
      throw ApiException.permissionDenied();
    }
    if (request.method().equals("DELETE")) {
      changes.remove(target, self);
      return Answer.noContent();
    }
    return update(request, self, target);
  }

  private Answer update(ApiRequest request, Caller self, Account target) {
    boolean staff = policy.maySetFlags(self.actor());
    UserFormRules rules = new UserFormRules(emailRequired, staff);
    Predicate<String> taken = name -> changes.isTakenByAnother(name, target);
    Validated<UserInput> read =
        request.method().equals("PUT")
            ? form.replace(request.body(), rules, taken)
            : form.update(request.body(), rules, taken);
    if (!staff && read.value().get(UserField.PASSWORD).isPresent()) {
      throttles.passwordChange(request.sender(), target.id().toString());
    }
    Validated<Map<String, List<@Nullable Object>>> more =
        attributes.read(request.body(), Optional.of(target.id()), staff);
    Validated<UserInput> all =
        new Validated<>(read.value().with(more.value()), read.errors().merge(more.errors()));
    UserInput input = changes.checkedForUpdate(all, target).orThrow();
    return Answer.ok(record(changes.update(target, input, self)));
  }

  private UserRecord record(Account account) {
    return new UserRecord(account, attributes.of(account.id()));
  }

  /** What the caller may not see does not exist for it. */
  private Optional<Account> visible(Actor actor) {
    return id.filter(asked -> policy.mayRead(actor, asked))
        .flatMap(
            asked ->
                actor
                    .account()
                    .filter(self -> self.id().equals(asked))
                    .or(() -> storage.reads().byId(asked)));
  }
}
