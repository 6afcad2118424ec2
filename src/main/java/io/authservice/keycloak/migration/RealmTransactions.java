package io.authservice.keycloak.migration;

import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Work for one realm, each piece in a session and transaction of its own. */
final class RealmTransactions {

  private final KeycloakSessionFactory factory;
  private final String realmId;

  RealmTransactions(KeycloakSessionFactory factory, String realmId) {
    this.factory = factory;
    this.realmId = realmId;
  }

  /** Commits unless the work fails or marks the transaction. */
  <T> T in(Function<KeycloakSession, T> work) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        factory,
        session -> {
          RealmModel realm = session.realms().getRealm(realmId);
          if (realm == null) {
            throw new IllegalStateException("The realm was removed");
          }
          session.getContext().setRealm(realm);
          return work.apply(session);
        });
  }
}
