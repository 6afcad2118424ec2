package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.AccountTables;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.metrics.Meters;
import jakarta.persistence.EntityManager;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Where accounts come from: the tables in Keycloak's own database, or those of a Django database;
 * in either case inside the transaction of the session.
 */
public final class AccountsSource implements AutoCloseable {

  private static final String SESSION = "auth-service.bridge.";

  private final Faults faults = new Faults();
  private final Bridges bridges;

  /**
   * Nothing is open yet.
   *
   * @param meters shows the connections to Django databases
   */
  public AccountsSource(Meters meters) {
    bridges = new Bridges(meters);
  }

  /**
   * The accounts in Keycloak's own database.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public Accounts accounts(KeycloakSession session) {
    return faults.translating(
        () ->
            new JpaAccounts(
                session.getProvider(JpaConnectionProvider.class).getEntityManager(),
                faults,
                RemovalPreparation.NONE));
  }

  /**
   * A Django database, which is not asked before what it holds is.
   *
   * @param componentId whose bridge it is
   * @param database read when the database is first asked
   * @param outward turns the failure of the session's commit into what Keycloak understands
   */
  public BridgedDatabase bridged(
      KeycloakSession session,
      String componentId,
      Supplier<DjangoDatabase> database,
      UnaryOperator<RuntimeException> outward) {
    BridgeSession bridged = bridgeSession(session, componentId, database, outward);
    EntityManager em = LazyEntityManager.of(bridged::entityManager);
    Faults noted = new Faults(bridged::noteOutage);
    return new BridgedDatabase(
        new JpaAccounts(em, noted, (current, id) -> bridged.references().clear(current, id)),
        new DjangoBlacklist(em, noted),
        new JpaAccountExport(em, noted));
  }

  private BridgeSession bridgeSession(
      KeycloakSession session,
      String componentId,
      Supplier<DjangoDatabase> database,
      UnaryOperator<RuntimeException> outward) {
    String key = SESSION + componentId;
    BridgeSession known = session.getAttribute(key, BridgeSession.class);
    if (known != null) {
      return known;
    }
    BridgeSession bridged =
        new BridgeSession(() -> bridges.lease(componentId, database.get()), outward);
    session.setAttribute(key, bridged);
    bridged.enlist(session.getTransactionManager());
    return bridged;
  }

  /** Closes what is open for a component, once those who use it are done. */
  public void forget(String componentId) {
    bridges.retire(componentId);
  }

  @Override
  public void close() {
    bridges.retireAll();
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
