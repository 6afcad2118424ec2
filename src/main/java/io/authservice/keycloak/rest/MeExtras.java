package io.authservice.keycloak.rest;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.storage.AccountReads;
import io.authservice.keycloak.wire.MeRecord;

/** What {@code /auth/me/} tells beside the user's record, as the operator chose. */
final class MeExtras {

  private final AccountReads accounts;
  private final ApiSettings settings;

  MeExtras(AccountReads accounts, ApiSettings settings) {
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
