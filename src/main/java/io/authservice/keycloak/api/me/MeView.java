package io.authservice.keycloak.api.me;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.api.users.PermissionRecord;
import io.authservice.keycloak.api.users.UserRecord;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /auth/me/}: the caller itself, if it is a user. */
public final class MeView implements View {

  private final Supplier<AccountReader> accounts;
  private final boolean permissions;
  private final boolean groups;

  /**
   * A view for one request.
   *
   * @param accounts asked only if more than the user's record is told
   * @param permissions whether to tell permissions and superuser status
   * @param groups whether to tell Django groups
   */
  public MeView(Supplier<AccountReader> accounts, boolean permissions, boolean groups) {
    this.accounts = accounts;
    this.permissions = permissions;
    this.groups = groups;
  }

  @Override
  public ViewName name() {
    return ViewName.ME;
  }

  @Override
  public List<String> allowedMethods() {
    return List.of("GET", "HEAD", "OPTIONS");
  }

  @Override
  public boolean authenticates() {
    return true;
  }

  @Override
  public boolean isOpenTo(Optional<Caller> caller, String method) {
    return caller.flatMap(self -> self.actor().account()).isPresent();
  }

  @Override
  public boolean describesForm(Optional<Caller> caller) {
    return false;
  }

  @Override
  public boolean keepsWritesOfRefusals() {
    return false;
  }

  @Override
  public Answer handle(ApiRequest request, Optional<Caller> caller) {
    Caller self = caller.orElseThrow(ApiException::notAuthenticated);
    Account account = self.actor().account().orElseThrow(ApiException::permissionDenied);
    return Answer.ok(permissions || groups ? extended(account) : new UserRecord(account));
  }

  private MeRecord extended(Account account) {
    AccountReader reader = accounts.get();
    return new MeRecord(
        new UserRecord(account),
        permissions ? account.superuser() : null,
        permissions
            ? reader.permissions(account.id()).stream().map(PermissionRecord::of).toList()
            : null,
        groups ? reader.groups(account.id()) : null);
  }
}
