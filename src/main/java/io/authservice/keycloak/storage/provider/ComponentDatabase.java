package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.LegacyBlacklist;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.account.issued.IssuedTokens;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.persistence.OwnDatabase;
import io.authservice.keycloak.persistence.bridge.BridgedAccounts;
import io.authservice.keycloak.persistence.index.MissingIndexes;
import io.authservice.keycloak.persistence.own.OwnTables;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.storage.settings.DatabaseConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The database of one storage component, whichever it is. */
final class ComponentDatabase {

  private final OwnDatabase source;
  private final RealmModel realm;
  private final String componentId;
  private final DatabaseConfig config;
  private final Supplier<OwnTables> own;

  /**
   * Asks nothing yet.
   *
   * @param own the tables in Keycloak's own database, asked for where they are the component's
   */
  ComponentDatabase(
      OwnDatabase source,
      RealmModel realm,
      String componentId,
      DatabaseConfig config,
      Supplier<OwnTables> own) {
    this.source = source;
    this.realm = realm;
    this.componentId = componentId;
    this.config = config;
    this.own = own;
  }

  /** The accounts as a session's transaction sees and changes them. */
  Accounts accounts(KeycloakSession session) {
    return config.isBridged() ? bridged(session).accounts() : source.accounts(session, own.get());
  }

  /** What the accounts of a Django database have beyond their fields. */
  AccountExtras extras(KeycloakSession session) {
    return bridged(session).extras();
  }

  /** The tokens that the Django service took back: as it has them, or as they were moved. */
  LegacyBlacklist blacklist(KeycloakSession session) {
    return jti -> issuedTokens(session).find(Kind.JWT_BLACKLISTED, jti).isPresent();
  }

  /** The tokens that the Django service issued: as it has them, or as they were moved. */
  IssuedTokens issuedTokens(KeycloakSession session) {
    return config.isBridged()
        ? bridged(session).tokens()
        : source.movedTokens(session, realm.getId());
  }

  /** Whole rows of the Django database; empty where there is none. */
  Optional<RowExport> export(KeycloakSession session) {
    return config.isBridged() ? Optional.of(bridged(session).export()) : Optional.empty();
  }

  /** Names of indexes that searches lack; of a Django database see {@link MissingIndexes#names}. */
  List<String> missingIndexes(KeycloakSession session) {
    return config.isBridged()
        ? bridged(session).indexes().names()
        : source.missingIndexes(session, own.get());
  }

  private BridgedAccounts bridged(KeycloakSession session) {
    return source.bridged(
        session,
        componentId,
        () -> config.database(session, realm),
        new StorageFailures(session)::outward);
  }

  /** How dates of logins are written there. */
  LastLoginWriter loginDates(Accounts accounts, DeferredWrites later) {
    if (!config.isBridged()) {
      return LastLoginWriter.atOnce(accounts);
    }
    return config.editMode().isWritable()
        ? LastLoginWriter.afterwards(later)
        : LastLoginWriter.never();
  }
}
