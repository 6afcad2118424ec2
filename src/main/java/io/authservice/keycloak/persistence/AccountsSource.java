package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.AccountTables;
import io.authservice.keycloak.account.Accounts;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Where accounts come from: the tables in Keycloak's own database, inside the transaction of the
 * session.
 */
public final class AccountsSource {

  private final Faults faults = new Faults();

  /**
   * The accounts as seen and changed by the session's transaction.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public Accounts accounts(KeycloakSession session) {
    return faults.translating(
        () ->
            new JpaAccounts(
                session.getProvider(JpaConnectionProvider.class).getEntityManager(), faults));
  }

  /**
   * The tables in Keycloak's own database, for whole rows to be moved into.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public AccountTables tables(KeycloakSession session) {
    return faults.translating(
        () ->
            new JdbcAccountTables(
                session.getProvider(JpaConnectionProvider.class).getEntityManager(), faults));
  }
}
