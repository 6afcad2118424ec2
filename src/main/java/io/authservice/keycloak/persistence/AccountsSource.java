package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.Accounts;
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

  private final Bridges bridges = new Bridges();

  /**
   * The accounts in Keycloak's own database.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public Accounts accounts(KeycloakSession session) {
    Faults faults = new Faults();
    return faults.translating(
        () ->
            new JpaAccounts(
                session.getProvider(JpaConnectionProvider.class).getEntityManager(),
                faults,
                RemovalPreparation.NONE));
  }

  /**
   * The accounts in a Django database, which is not asked before the accounts are.
   *
   * @param componentId whose bridge it is
   * @param database read when the accounts are first asked
   * @param outward turns the failure of the session's commit into what Keycloak understands
   */
  public Accounts accounts(
      KeycloakSession session,
      String componentId,
      Supplier<DjangoDatabase> database,
      UnaryOperator<RuntimeException> outward) {
    String key = SESSION + componentId;
    BridgeSession bridged = session.getAttribute(key, BridgeSession.class);
    if (bridged == null) {
      bridged = new BridgeSession(() -> bridges.lease(componentId, database.get()), outward);
      session.setAttribute(key, bridged);
      bridged.enlist(session.getTransactionManager());
    }
    BridgeSession current = bridged;
    return new JpaAccounts(
        LazyEntityManager.of(current::entityManager),
        new Faults(current::noteOutage),
        (em, id) -> current.references().clear(em, id));
  }

  /** Closes what is open for a component, once those who use it are done. */
  public void forget(String componentId) {
    bridges.retire(componentId);
  }

  @Override
  public void close() {
    bridges.retireAll();
  }
}
