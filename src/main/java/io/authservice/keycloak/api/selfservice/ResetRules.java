package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.wire.error.ApiException;
import org.keycloak.models.RealmModel;

/** Whether passwords are reset in a realm at all, whoever asks. */
public final class ResetRules {

  private final RealmModel realm;
  private final RealmAccounts accounts;

  public ResetRules(RealmModel realm, RealmAccounts accounts) {
    this.realm = realm;
    this.accounts = accounts;
  }

  /**
   * Asks the realm's setting <em>Forgot password</em> and its storage.
   *
   * @throws ApiException 403
   */
  void requireResets() {
    if (!realm.isResetPasswordAllowed()) {
      throw ApiException.permissionDenied();
    }
    if (accounts.areReadOnly()) {
      throw ApiException.readOnly();
    }
  }
}
