package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Accounts;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Writes that follow a session's commit, each in a transaction of its own: what a login leaves
 * behind must not fail the login.
 */
final class DeferredWrites {

  private final KeycloakSession session;
  private final Function<KeycloakSession, Accounts> accounts;

  DeferredWrites(KeycloakSession session, Function<KeycloakSession, Accounts> accounts) {
    this.session = session;
    this.accounts = accounts;
  }

  void write(Consumer<Accounts> work) {
    KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
    session
        .getTransactionManager()
        .enlistAfterCompletion(
            new AfterCommit(
                () ->
                    KeycloakModelUtils.runJobInTransaction(
                        factory, fresh -> work.accept(accounts.apply(fresh)))));
  }
}
