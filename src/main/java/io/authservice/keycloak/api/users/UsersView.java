package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.api.attribute.ShownAttributes;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.AccessPolicy;
import io.authservice.keycloak.authority.Actor;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.authority.TokenScopes;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** {@code /api/users/}: the list, and registration. */
public final class UsersView implements View {

  private final AccountStorageProvider storage;
  private final AccessPolicy policy;
  private final Registration registration;
  private final OptionalInt longestPage;
  private final ShownAttributes attributes;

  /**
   * The view of one server.
   *
   * @param longestPage the most users a page of the list holds; empty if it heeds no search,
   *     filters, order and pages
   */
  public UsersView(
      AccountStorageProvider storage,
      AccessPolicy policy,
      Registration registration,
      OptionalInt longestPage) {
    this.storage = storage;
    this.policy = policy;
    this.registration = registration;
    this.longestPage = longestPage;
    this.attributes = new ShownAttributes(storage.reads());
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
      return registration.isOpenTo(caller);
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
        : Answer.created(record(register(request, caller)));
  }

  private Account register(ApiRequest request, Optional<Caller> caller) {
    return registration.create(
        request,
        request.body(),
        caller,
        attributes.read(request.body(), Optional.empty(), registration.isStaff(caller)));
  }

  private UserRecord record(Account account) {
    return new UserRecord(account, attributes.of(account.id()));
  }

  private Answer list(ApiRequest request, Actor actor) {
    if (policy.mayListAll(actor)) {
      return longestPage.isPresent()
          ? listing(actor).answer(request, AccountQuery.ALL)
          : Answer.list(attributes.each(storage.reads().all(), UserRecord::new));
    }
    Account self = actor.account().orElseThrow(ApiException::permissionDenied);
    return longestPage.isPresent()
        ? listing(actor).answer(request, AccountQuery.ALL.and(new AccountQuery.Id(self.id())))
        : Answer.list(Stream.of(record(self)));
  }

  private UserListing listing(Actor actor) {
    return new UserListing(
        storage.reads(), attributes, longestPage.getAsInt(), policy.maySearchHiddenFields(actor));
  }
}
