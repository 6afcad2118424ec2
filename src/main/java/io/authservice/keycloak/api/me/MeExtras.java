package io.authservice.keycloak.api.me;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.api.users.Records;
import io.authservice.keycloak.startup.ApiSettings;
import io.authservice.keycloak.storage.provider.AccountReader;

/** What {@code /auth/me/} tells beside the user's record, as the operator chose. */
public final class MeExtras {

  private final AccountReader accounts;
  private final ApiSettings settings;

  public MeExtras(AccountReader accounts, ApiSettings settings) {
    this.accounts = accounts;
    this.settings = settings;
  }

  MeRecord record(Account account) {
    boolean permissions = settings.mePermissions();
    return new MeRecord(
        Records.user(account),
        permissions ? account.superuser() : null,
        permissions
            ? accounts.permissions(account.id()).stream().map(Records::permission).toList()
            : null,
        settings.meGroups() ? accounts.groups(account.id()) : null);
  }
}
