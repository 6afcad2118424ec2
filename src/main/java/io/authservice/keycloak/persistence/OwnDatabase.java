package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.persistence.bridge.BridgeTransaction;
import io.authservice.keycloak.persistence.bridge.BridgedAccounts;
import io.authservice.keycloak.persistence.bridge.LazyEntityManager;
import io.authservice.keycloak.persistence.bridge.OpenBridges;
import io.authservice.keycloak.persistence.bulk.JdbcRowImport;
import io.authservice.keycloak.persistence.bulk.JpaRowExport;
import io.authservice.keycloak.persistence.bulk.ManyRows;
import io.authservice.keycloak.persistence.extra.JdbcAccountExtras;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.index.MissingIndexes;
import io.authservice.keycloak.persistence.index.OwnIndexes;
import io.authservice.keycloak.persistence.issued.ChecksumColumns;
import io.authservice.keycloak.persistence.issued.DjangoIssuedTokens;
import io.authservice.keycloak.persistence.issued.MovedTokens;
import io.authservice.keycloak.persistence.own.OwnTables;
import io.authservice.keycloak.persistence.table.JpaAccounts;
import io.authservice.keycloak.persistence.table.RemovalPreparation;
import io.authservice.keycloak.tracing.Traces;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Where accounts come from: the tables in Keycloak's own database, or those of a Django database;
 * in either case inside the transaction of the session.
 */
public final class OwnDatabase implements AutoCloseable {

  private static final String SESSION = "auth-service.bridge.";

  private final DatabaseFailures faults = new DatabaseFailures();
  private final OpenBridges bridges;
  private final NewNames newNames = new NewNames();
  private final ChecksumColumns checksums = new ChecksumColumns();

  /**
   * Nothing is open yet.
   *
   * @param meters shows the connections to Django databases
   * @param traces is told how long each was used
   */
  public OwnDatabase(Meters meters, Traces traces) {
    bridges = new OpenBridges(meters, traces);
  }

  /**
   * The accounts in Keycloak's own database.
   *
   * @param tables which of them
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public Accounts accounts(KeycloakSession session, OwnTables tables) {
    return faults.translating(
        () ->
            new JpaAccounts(
                entities(session, tables),
                faults,
                RemovalPreparation.NONE,
                name -> newNames.enter(session, name)));
  }

  /**
   * Names of indexes that searches in Keycloak's own database lack.
   *
   * @param tables whose users are searched
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public List<String> missingIndexes(KeycloakSession session, OwnTables tables) {
    return faults.translating(
        () -> new OwnIndexes(keycloaks(session), faults, tables.users()).missing());
  }

  /**
   * Whether tables in Keycloak's own database hold users whose ids are of their kind.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public boolean hasUsers(KeycloakSession session, OwnTables tables) {
    DjangoTablesProviderFactory.of(session).require(session, tables.prefix());
    return faults.translating(
        () ->
            !keycloaks(session)
                .createNativeQuery("select username from " + tables.users(), String.class)
                .setMaxResults(1)
                .getResultList()
                .isEmpty());
  }

  /**
   * Readies the session's transaction for statements that name rows by the hundred.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public void readyForMany(KeycloakSession session) {
    faults.translating(() -> ManyRows.ready(keycloaks(session)));
  }

  /**
   * Makes tables with a prefix, which are nobody's by that, or brings them up to date.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   * @throws io.authservice.keycloak.persistence.failure.DatabaseRefusedException if it does not let
   *     them be made
   */
  public void make(KeycloakSession session, String prefix) {
    DjangoTablesProviderFactory.of(session).make(session, prefix);
  }

  private static EntityManager keycloaks(KeycloakSession session) {
    return session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  /** Not opened before they are asked: a realm's tables may have to be seen to first. */
  private static EntityManager entities(KeycloakSession session, OwnTables tables) {
    return tables.equals(OwnTables.PLAIN)
        ? keycloaks(session)
        : LazyEntityManager.of(
            () -> DjangoTablesProviderFactory.of(session).entities(session, tables));
  }

  /**
   * A Django database, which is not asked before what it holds is.
   *
   * @param componentId whose bridge it is
   * @param database read when the database is first asked
   * @param outward turns the failure of the session's commit into what Keycloak understands
   */
  public BridgedAccounts bridged(
      KeycloakSession session,
      String componentId,
      Supplier<BridgeSettings> database,
      UnaryOperator<RuntimeException> outward) {
    BridgeTransaction bridged = bridgeSession(session, componentId, database, outward);
    EntityManager em = LazyEntityManager.of(bridged::entityManager);
    DatabaseFailures noted = new DatabaseFailures(bridged::noteOutage);
    DjangoIssuedTokens tokens = new DjangoIssuedTokens(em, noted, componentId, checksums);
    JdbcAccountExtras extras = new JdbcAccountExtras(em, noted, bridged::userTable, bridged::model);
    return new BridgedAccounts(
        new JpaAccounts(
            em, noted, (current, id) -> bridged.references().clear(current, id), bridged::model),
        extras,
        tokens,
        new JpaRowExport(em, noted, tokens, extras),
        new MissingIndexes(em, noted, () -> database.get().userTable()));
  }

  private BridgeTransaction bridgeSession(
      KeycloakSession session,
      String componentId,
      Supplier<BridgeSettings> database,
      UnaryOperator<RuntimeException> outward) {
    String key = SESSION + componentId;
    BridgeTransaction known = session.getAttribute(key, BridgeTransaction.class);
    if (known != null) {
      return known;
    }
    BridgeTransaction bridged =
        new BridgeTransaction(() -> bridges.lease(componentId, database.get()), outward);
    session.setAttribute(key, bridged);
    bridged.enlist(session.getTransactionManager());
    return bridged;
  }

  /** Closes what is open for a component, once those who use it are done. */
  public void forget(String componentId) {
    bridges.retire(componentId);
    checksums.forget(componentId);
  }

  @Override
  public void close() {
    bridges.retireAll();
  }

  /**
   * The tables in Keycloak's own database, for whole rows to be moved into.
   *
   * @param tables which of them
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public RowImport tables(KeycloakSession session, OwnTables tables) {
    return faults.translating(() -> new JdbcRowImport(entities(session, tables), faults));
  }

  /**
   * The tokens of the old service that a realm's imports moved into Keycloak's own database.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public MovedTokens movedTokens(KeycloakSession session, String realmId) {
    return faults.translating(() -> new MovedTokens(keycloaks(session), faults, realmId));
  }
}
