package io.authservice.keycloak.api.me;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.api.attribute.ShownAttributes;
import io.authservice.keycloak.api.users.PermissionRecord;
import io.authservice.keycloak.api.users.UserRecord;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.SelfView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.storage.provider.AccountReader;
import java.util.function.Supplier;

/** {@code /auth/me/}: the caller itself, if it is a user. */
public final class MeView extends SelfView {

  private final Supplier<AccountReader> accounts;
  private final boolean permissions;
  private final boolean groups;

  /**
   * A view for one request.
   *
   * @param accounts asked for what the caller's token does not tell
   * @param permissions whether to tell permissions and superuser status
   * @param groups whether to tell Django groups
   */
  public MeView(Supplier<AccountReader> accounts, boolean permissions, boolean groups) {
    super(ViewName.ME, "GET", "HEAD", "OPTIONS");
    this.accounts = accounts;
    this.permissions = permissions;
    this.groups = groups;
  }

  @Override
  protected Answer answer(ApiRequest request, Caller self, Account account) {
    return Answer.ok(permissions || groups ? extended(account) : record(account));
  }

  private UserRecord record(Account account) {
    return new UserRecord(account, new ShownAttributes(accounts.get()).of(account.id()));
  }

  private MeRecord extended(Account account) {
    AccountReader reader = accounts.get();
    return new MeRecord(
        record(account),
        permissions ? account.superuser() : null,
        permissions
            ? reader.permissions(account.id()).stream().map(PermissionRecord::of).toList()
            : null,
        groups ? reader.groups(account.id()) : null);
  }
}
