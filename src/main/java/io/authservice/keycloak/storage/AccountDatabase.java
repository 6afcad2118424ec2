package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.AccountExport;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.LegacyBlacklist;
import io.authservice.keycloak.persistence.AccountsSource;
import io.authservice.keycloak.persistence.BridgedDatabase;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The database of one storage component, whichever it is. */
final class AccountDatabase {

  private final AccountsSource source;
  private final RealmModel realm;
  private final String componentId;
  private final DatabaseConfig config;

  AccountDatabase(
      AccountsSource source, RealmModel realm, String componentId, DatabaseConfig config) {
    this.source = source;
    this.realm = realm;
    this.componentId = componentId;
    this.config = config;
  }

  /** The accounts as a session's transaction sees and changes them. */
  Accounts accounts(KeycloakSession session) {
    return config.isBridged() ? bridged(session).accounts() : source.accounts(session);
  }

  /** The tokens that the Django service beside us took back. */
  LegacyBlacklist blacklist(KeycloakSession session) {
    return config.isBridged() ? bridged(session).blacklist() : LegacyBlacklist.none();
  }

  /** Whole rows of the Django database; empty where there is none. */
  Optional<AccountExport> export(KeycloakSession session) {
    return config.isBridged() ? Optional.of(bridged(session).export()) : Optional.empty();
  }

  private BridgedDatabase bridged(KeycloakSession session) {
    return source.bridged(
        session,
        componentId,
        () -> config.database(session, realm),
        new Availability(session)::outward);
  }

  /** How dates of logins are written there. */
  LoginDates loginDates(Accounts accounts, LaterWrites later) {
    if (!config.isBridged()) {
      return LoginDates.atOnce(accounts);
    }
    return config.editMode().isWritable() ? LoginDates.afterwards(later) : LoginDates.never();
  }
}
