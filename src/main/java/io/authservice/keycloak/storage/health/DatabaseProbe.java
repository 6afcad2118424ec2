package io.authservice.keycloak.storage.health;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.storage.settings.StorageComponents;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Asks each Django database that a realm of the server bridges for a user who is not there. What
 * the answer tells counts for requests as well: they are let through as soon as one succeeds.
 */
public final class DatabaseProbe implements Supplier<List<DatabaseState>> {

  private static final Logger LOG = Logger.getLogger(DatabaseProbe.class);
  private static final long NOBODY = -1;

  private record Storage(String realmId, String realmName, String componentId) {}

  private final KeycloakSessionFactory factory;
  private final BiFunction<KeycloakSession, ComponentModel, Accounts> accounts;

  public DatabaseProbe(
      KeycloakSessionFactory factory,
      BiFunction<KeycloakSession, ComponentModel, Accounts> accounts) {
    this.factory = factory;
    this.accounts = accounts;
  }

  @Override
  public List<DatabaseState> get() {
    return bridged().stream()
        .map(
            storage ->
                new DatabaseState(storage.realmName(), storage.componentId(), answers(storage)))
        .toList();
  }

  private List<Storage> bridged() {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        factory,
        session ->
            new StorageComponents(session)
                .bridged()
                .map(
                    component ->
                        new Storage(
                            component.getParentId(),
                            session.realms().getRealm(component.getParentId()).getName(),
                            component.getId()))
                .toList());
  }

  private boolean answers(Storage storage) {
    try {
      KeycloakModelUtils.runJobInTransaction(factory, session -> ask(session, storage));
      return true;
    } catch (AccountsUnavailableException | DatabaseRefusedException unanswered) {
      LOG.debugf("The Django database of %s does not answer", storage.componentId());
      return false;
    }
  }

  private void ask(KeycloakSession session, Storage storage) {
    RealmModel realm = session.realms().getRealm(storage.realmId());
    ComponentModel component = realm == null ? null : realm.getComponent(storage.componentId());
    if (component == null) {
      return;
    }
    session.getContext().setRealm(realm);
    accounts.apply(session, component).byId(NOBODY);
  }
}
